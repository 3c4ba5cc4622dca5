import { computed, type ComputedRef, type Ref } from "vue";
import { RunBoardDocument } from "../../../../generated/coordinator/graphql";
import { useAnswer } from "../../../../shared/graphql/answer";
import type { Trouble } from "../../../../shared/graphql/trouble";
import { useRun } from "../../run";
import { assemble, type Board } from "./board";

/** The plan in hand, as maps and timelines draw it. Only inside `<RunFrame>`. */
export function useBoard(): { board: ComputedRef<Board | null>; trouble: Ref<Trouble | null>; again: () => void } {
  const { run } = useRun();
  const { data, trouble, again } = useAnswer(RunBoardDocument, () => ({ run: run.value.id }));
  return { board: computed(() => (data.value ? assemble(data.value.runBoard) : null)), trouble, again };
}
