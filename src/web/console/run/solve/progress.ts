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

export type Told = Pick<Step, "sequence" | "state" | "stage" | "elapsedMilliseconds" | "total" | "bound" | "gapPercent">;

/** Steps worth a row: those at which the stage, the score or the bound is another one than before. */
export function told(steps: readonly Told[]): Told[] {
  return steps.filter((step, n) => {
    const before = steps[n - 1];
    return before === undefined || before.stage !== step.stage || before.state !== step.state || before.total !== step.total || before.bound !== step.bound;
  });
}
