import type { TypedDocumentNode } from "@urql/vue";
import { newKey } from "../draft";
import { useDeed, type Deed, type Success } from "./deed";

/** A deed whose input is given alone, without the key. */
export interface OwnDeed<Data, Input> extends Omit<Deed<Data, never>, "run"> {
  run(input: Omit<Input, "idempotencyKey">): Promise<Success<Data> | null>;
}

/**
 * A deed with a key that stays while somebody sends the same again: where only the answer was lost,
 * the second try gets that answer and nothing is done twice.
 */
export function useOwnDeed<Data extends object, Input extends object>(
  document: TypedDocumentNode<Data, { input: Input }>,
): OwnDeed<Data, Input> {
  const { run, ...deed } = useDeed<Data, { input: Input }>(document);
  let sent = "";
  let key = "";
  return {
    ...deed,
    async run(input) {
      const now = JSON.stringify(input);
      if (now !== sent) [sent, key] = [now, newKey()];
      const answer = await run({ input: { ...input, idempotencyKey: key } as Input });
      if (answer !== null) sent = "";
      return answer;
    },
  };
}
