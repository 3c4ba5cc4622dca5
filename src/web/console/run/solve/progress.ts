import type { RunProgressSubscription, RunState } from "../../../generated/frontend/graphql";

type Step = RunProgressSubscription["runProgress"];

/** States in which a run is no longer solved. */
export const ENDED: ReadonlySet<RunState> = new Set<RunState>(["PROPOSED", "FAILED", "CANCELLED", "PUBLISHED", "DISCARDED"]);

/** Points of one figure over seconds since the solve began. */
export function rows(steps: readonly Step[], figure: "total" | "bound" | "gapPercent"): [number, number][] {
  return steps.flatMap((step) => {
    const value = step[figure];
    return value === null ? [] : [[step.elapsedMilliseconds / 1000, value]];
  });
}
