import { useQuery, type AnyVariables, type TypedDocumentNode } from "@urql/vue";
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref, type ShallowRef } from "vue";
import { troubleOf, type Trouble } from "./trouble";

export interface Answer<Data> {
  /** What the server said last; stays while it is asked again, and when it can no longer be reached. */
  readonly data: ShallowRef<Data | undefined>;
  readonly busy: Ref<boolean>;
  readonly trouble: Ref<Trouble | null>;
  /** Asks the server again. */
  again(): void;
}

/** A query that follows its variables. `pause` holds it back while something it needs is not known. */
export function useAnswer<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: MaybeRefOrGetter<Variables>,
  pause: MaybeRefOrGetter<boolean> = false,
): Answer<Data> {
  const asked = useQuery<Data, AnyVariables>({
    query,
    variables: computed(() => toValue(variables)),
    pause: computed(() => toValue(pause)),
  });
  const data = shallowRef<Data>();
  watch(() => JSON.stringify(toValue(variables)), () => (data.value = undefined), { flush: "sync" });
  watch(asked.data, (said) => said !== undefined && (data.value = said), { immediate: true, flush: "sync" });
  return {
    data,
    busy: computed(() => asked.fetching.value || asked.stale.value),
    trouble: computed(() => (asked.error.value ? troubleOf(asked.error.value) : null)),
    again: () => void asked.executeQuery({ requestPolicy: "network-only" }),
  };
}
