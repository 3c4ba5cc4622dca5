import { newKey, useDraft } from "../../shared/draft";
import type { Part } from "./windows";

/** What a resident has chosen so far. `key` makes sending it twice one order. */
export interface Order {
  step: 1 | 2 | 3;
  item: string;
  days: string[];
  part: Part | "";
  note: string;
  key: string;
}

export function useOrder() {
  return useDraft<Order>("order", () => ({ step: 1, item: "", days: [], part: "", note: "", key: newKey() }));
}
