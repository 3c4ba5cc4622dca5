import type { RequestLineFragment, RequestState, ServiceRequestFilter } from "../../generated/coordinator/graphql";
import type { Tone } from "../desk/columns";

/** What a coordinator looks for, and the states behind it. */
export const HEAPS = {
  queue: ["SUBMITTED"],
  needsInfo: ["NEEDS_INFO"],
  queued: ["QUEUED"],
  underway: ["OFFERED", "CONFIRMED", "IN_SERVICE"],
  done: ["DONE", "CLOSED", "REOPENED"],
  undone: ["REJECTED", "CANCELLED", "EXPIRED"],
} as const satisfies Record<string, readonly RequestState[]>;
export type Heap = keyof typeof HEAPS;

export const USUAL = { heap: "queue", words: "", unit: "", unitName: "", service: "", serviceName: "", urgent: "", open: "" };

export function filterOf(shown: typeof USUAL): ServiceRequestFilter {
  const states = HEAPS[shown.heap as Heap] as readonly RequestState[] | undefined;
  return {
    states: states ? [...states] : null,
    text: shown.words || null,
    below: shown.unit || null,
    menuItem: shown.service || null,
    urgent: shown.urgent ? true : null,
  };
}

export function toneOf({ state }: Pick<RequestLineFragment, "state">): Tone {
  if (state === "SUBMITTED" || state === "NEEDS_INFO") return "wait";
  if (state === "CONFIRMED" || state === "DONE" || state === "CLOSED") return "good";
  return state === "REJECTED" || state === "CANCELLED" || state === "EXPIRED" ? "bad" : "";
}
