import { inject, type ComputedRef, type InjectionKey } from "vue";
import type { RunDeskQuery } from "../../generated/coordinator/graphql";

export type Run = Extract<NonNullable<RunDeskQuery["node"]>, { week: string }>;

/** The steps of the weekly run, in order; each is a route `run-…` and one screen. */
export const STEPS = ["scope", "preflight", "solve", "read", "publish"] as const;
export type Step = (typeof STEPS)[number];

/** While a run is solved anew, and where that came to nothing, its earlier figures are no plan. */
const WITHOUT_PLAN: ReadonlySet<Run["state"]> = new Set<Run["state"]>(["DRAFT", "QUEUED", "RUNNING", "FAILED", "CANCELLED"]);

export function hasPlan(run: Pick<Run, "state" | "summary">): boolean {
  return run.summary !== null && !WITHOUT_PLAN.has(run.state);
}

/** The step at which a run waits for somebody. */
export function dueStep(run: Pick<Run, "state" | "summary">): Step {
  if (run.state === "DRAFT") return "preflight";
  if (run.state === "PUBLISHED") return "publish";
  return hasPlan(run) ? "read" : "solve";
}

/** Whether a step has anything to show yet. */
export function isOpen(step: Step, run: Pick<Run, "state" | "summary">): boolean {
  return hasPlan(run) || (step !== "read" && step !== "publish");
}

export interface RunInHand {
  readonly run: ComputedRef<Run>;
  /** Asks the server again. */
  again(): void;
}

export const RUN: InjectionKey<RunInHand> = Symbol("run");

/** The run whose screens these are. Only inside `<RunFrame>`. */
export function useRun(): RunInHand {
  const run = inject(RUN);
  if (run === undefined) throw new Error("useRun() outside <RunFrame>");
  return run;
}
