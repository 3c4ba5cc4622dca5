import { newKey, useDraft } from "../../shared/draft";
import { never, type When } from "../when/windows";

/** What was chosen so far; `person` is empty for oneself. `key` makes sending it twice one order. */
export interface Order {
  step: 1 | 2 | 3;
  person: string;
  item: string;
  when: When;
  place: string;
  note: string;
  urgent: boolean;
  key: string;
}

export function useOrder() {
  return useDraft<Order>("order", () => ({
    step: 1,
    person: "",
    item: "",
    when: never(),
    place: "",
    note: "",
    urgent: false,
    key: newKey(),
  }));
}
