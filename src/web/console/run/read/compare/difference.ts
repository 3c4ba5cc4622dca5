import type { DifferenceFragment } from "../../../../generated/coordinator/graphql";

/** How many changed requests, and changed members, a page shows. */
export const SIZE = 50;

export const KINDS = ["served", "unserved", "moved", "team"] as const;

const PARTS = ["served", "wanted", "travel", "fairness", "pairs", "change"] as const;

export interface Bought {
  readonly part: (typeof PARTS)[number];
  /** Points; positive is better in the second plan. */
  readonly points: number;
}

/** What the second plan is better and worse in, the largest first; what is alike is left out. */
export function bought(difference: DifferenceFragment["difference"]): Bought[] {
  return PARTS.map((part) => ({ part, points: difference[part] }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
