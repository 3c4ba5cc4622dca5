import type { ReportInDeskLineFragment, ReportInFilter, ReportInState } from "../../generated/coordinator/graphql";
import type { Tone } from "../desk/columns";

/** What an officer looks for. */
export const HEAPS = {
  submitted: ["SUBMITTED"],
  transfers: ["TRANSFER_REQUESTED"],
  withdrawals: ["WITHDRAW_REQUESTED"],
  standing: ["ACTIVE"],
  overdue: ["ACTIVE", "LAPSED"],
  returned: ["RETURNED"],
  ended: ["TRANSFERRED", "WITHDRAWN", "LAPSED"],
} as const satisfies Record<string, readonly ReportInState[]>;
export type Heap = keyof typeof HEAPS;

export const USUAL = { heap: "submitted", unit: "", unitName: "", member: "", memberName: "", open: "" };

export function filterOf(shown: typeof USUAL): ReportInFilter {
  const states = HEAPS[shown.heap as Heap] as readonly ReportInState[] | undefined;
  return { states: states ? [...states] : null, targetBelow: shown.unit || null, member: shown.member || null, overdue: shown.heap === "overdue" ? true : null };
}

export function toneOf({ state }: Pick<ReportInDeskLineFragment, "state">): Tone {
  if (state === "ACTIVE") return "good";
  return state === "SUBMITTED" || state === "TRANSFER_REQUESTED" || state === "WITHDRAW_REQUESTED" ? "wait" : "bad";
}
