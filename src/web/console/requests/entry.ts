import { newKey, useDraft } from "../../shared/draft";
import type { Choice } from "../desk/searches";
import { usualWindow, type TypedWindow } from "./windows";

/** An order as it is taken down, until the server has it. The keys make a second try the same deed. */
export interface Entry {
  isNew: boolean;
  resident: Choice | null;
  name: string;
  telephone: string;
  home: string;
  unit: Choice | null;
  item: Choice | null;
  windows: TypedWindow[];
  place: string;
  note: string;
  urgent: boolean;
  verify: boolean;
  residentKey: string;
  orderKey: string;
}

export function useEntry() {
  return useDraft<Entry>("request-entry", () => ({
    isNew: false,
    resident: null,
    name: "",
    telephone: "",
    home: "",
    unit: null,
    item: null,
    windows: [usualWindow(new Date())],
    place: "",
    note: "",
    urgent: false,
    verify: true,
    residentKey: newKey(),
    orderKey: newKey(),
  }));
}
