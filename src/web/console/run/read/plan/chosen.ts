import type { PlanLinesQueryVariables } from "../../../../generated/coordinator/graphql";
import { daysLater, isoDay, mondayOf } from "../../../../shared/time";

/** What of a plan is looked at; empty: everything. */
export interface Chosen {
  served: "yes" | "no" | "all";
  /** A day of the week, from 0 for Monday; empty for all. */
  day: number | "";
  item: string;
  unit: string;
  member: string;
  memberName: string;
  text: string;
}

export const EVERYTHING: Readonly<Chosen> = { served: "yes", day: "", item: "", unit: "", member: "", memberName: "", text: "" };

/** What is looked at, as the address says it; `who`, for `member` there is whose row is chosen. */
export function chosenAt(read: (key: string) => string): Chosen {
  const [served, day] = [read("served"), read("day")];
  return {
    served: served === "no" || served === "all" ? served : "yes",
    day: /^[0-6]$/.test(day) ? Number(day) : "",
    item: read("item"),
    unit: read("unit"),
    member: read("who"),
    memberName: read("whoName"),
    text: read("text"),
  };
}

/** The same for the address. */
export function saidBy({ served, day, member, memberName, ...rest }: Chosen): Record<string, string> {
  return { ...rest, served: served === "yes" ? "" : served, day: String(day), who: member, whoName: memberName };
}

/** What is looked at as the API takes it. */
export function asked(chosen: Chosen, week: string): Pick<PlanLinesQueryVariables, "filter" | "order"> {
  const isServed = chosen.served === "yes";
  const monday = mondayOf(week);
  return {
    order: isServed ? "START" : "STEADY",
    filter: {
      served: chosen.served === "all" ? null : isServed,
      menuItem: chosen.item || null,
      below: chosen.unit || null,
      member: isServed ? chosen.member || null : null,
      text: chosen.text.trim() || null,
      ...(isServed && chosen.day !== ""
        ? { startsFrom: daysLater(monday, chosen.day).toISOString(), startsBefore: daysLater(monday, chosen.day + 1).toISOString() }
        : {}),
    },
  };
}

/** The days of a week, as `2026-11-30`. */
export function daysOf(week: string): string[] {
  return [0, 1, 2, 3, 4, 5, 6].map((n) => isoDay(daysLater(mondayOf(week), n)));
}
