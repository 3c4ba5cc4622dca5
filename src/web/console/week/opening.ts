import type { WeekTalliesQuery } from "../../generated/coordinator/graphql";

type Tallies = WeekTalliesQuery["assignmentTallies"];

const OPEN: ReadonlySet<string> = new Set(["OFFERED", "ACCEPTED", "CHECKED_IN"]);

/** Whether to begin with the week that follows: more of it is still to come than of this one. */
export function startsWithNext(now: Tallies, next: Tallies): boolean {
  return ahead(next) > ahead(now);
}

function ahead(tallies: Tallies): number {
  return tallies.filter((tally) => OPEN.has(tally.state)).reduce((sum, tally) => sum + tally.count, 0);
}
