import type { AssignmentState } from "../../generated/coordinator/graphql";

/** In the order of a place's life; those that empty it come last. */
export const STATES: readonly AssignmentState[] = [
  "OFFERED",
  "ACCEPTED",
  "CHECKED_IN",
  "COMPLETED",
  "NO_SHOW",
  "DECLINED",
  "EXPIRED",
  "WITHDRAWN",
  "HANDED_OVER",
];

const TONES: Partial<Record<AssignmentState, "waits" | "good" | "bad">> = {
  OFFERED: "waits",
  ACCEPTED: "good",
  CHECKED_IN: "good",
  COMPLETED: "good",
  NO_SHOW: "bad",
  DECLINED: "bad",
  EXPIRED: "bad",
};

/** Class of the tag that says the state. */
export function tone(state: AssignmentState): string {
  return `state ${TONES[state] ?? ""}`;
}

/** States in which a place is held or asked for. */
export const HOLDING: ReadonlySet<AssignmentState> = new Set<AssignmentState>(["OFFERED", "ACCEPTED", "CHECKED_IN", "COMPLETED"]);
