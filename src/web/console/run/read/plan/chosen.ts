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
  text: string;
}

export const EVERYTHING: Readonly<Chosen> = { served: "yes", day: "", item: "", unit: "", member: "", text: "" };

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
