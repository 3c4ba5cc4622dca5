import { inject, type ComputedRef, type InjectionKey } from "vue";
import type { RunDeskQuery } from "../../generated/coordinator/graphql";

export type Run = Extract<NonNullable<RunDeskQuery["node"]>, { week: string }>;

/** The steps of the weekly run, in order; each is a route `run-…` and one screen. */
export const STEPS = ["scope", "preflight", "solve", "read", "publish"] as const;
export type Step = (typeof STEPS)[number];

/** The step at which a run waits for somebody. */
export function dueStep(run: Run): Step {
  if (run.state === "DRAFT") return "preflight";
  if (run.state === "PUBLISHED") return "publish";
  return run.summary ? "read" : "solve";
}

/** Whether a step has anything to show yet. */
export function isOpen(step: Step, run: Run): boolean {
  return run.summary !== null || (step !== "read" && step !== "publish");
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
