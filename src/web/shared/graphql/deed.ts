import { useClientHandle, type AnyVariables, type TypedDocumentNode } from "@urql/vue";
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { afterOwnSteps, rememberStep } from "./own_steps";
import { troubleOf, type Trouble } from "./trouble";

/** Every typed refusal has these; `__typename` tells them apart. */
interface UserError {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
}

type Outcome<Data> = Data[keyof Data];
export type Success<Data> = Exclude<Outcome<Data>, UserError>;
export type Refused<Data> = Extract<Outcome<Data>, UserError>;

export interface Deed<Data, Variables> {
  readonly busy: Ref<boolean>;
  /** Why it did not happen, in words; null before and after a success. */
  readonly trouble: ShallowRef<Trouble | null>;
  /** The typed refusal behind the trouble, for those that carry more than a sentence. */
  readonly refused: ShallowRef<Refused<Data> | null>;
  /** Does it, and gives what the server made of it; null where it did not happen. */
  run(variables: Variables): Promise<Success<Data> | null>;
}

/** A mutation of one field that answers `…Success` or a UserError. */
export function useDeed<Data extends object, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
): Deed<Data, Variables> {
  const { client } = useClientHandle();
  const busy = ref(false);
  const trouble = shallowRef<Trouble | null>(null);
  const refused = shallowRef(null) as ShallowRef<Refused<Data> | null>;

  async function run(variables: Variables): Promise<Success<Data> | null> {
    busy.value = true;
    const sent = afterOwnSteps(variables);
    const { data, error } = await client.mutation(document, sent).toPromise();
    busy.value = false;
    const outcome = data ? (Object.values(data).find((value) => typeof value === "object") as Outcome<Data>) : undefined;
    refused.value = isRefusal(outcome) ? (outcome as Refused<Data>) : null;
    trouble.value = error ? troubleOf(error) : isRefusal(outcome) ? { sentence: outcome.message } : null;
    if (trouble.value !== null) return null;
    if (outcome) rememberStep(sent, outcome);
    return outcome as Success<Data>;
  }

  return { busy, trouble, refused, run };
}

function isRefusal(outcome: unknown): outcome is UserError {
  return typeof outcome === "object" && outcome !== null && "code" in outcome && "message" in outcome;
}
