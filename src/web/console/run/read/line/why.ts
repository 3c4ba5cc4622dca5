import type { ProposalWhyQuery } from "../../../../generated/coordinator/graphql";

/** A line of a plan with its reasons. */
export type WhyOfLine = Extract<NonNullable<ProposalWhyQuery["node"]>, { request: object }>;
export type Placement = NonNullable<WhyOfLine["why"]>["placements"][number];

export interface Part {
  /** `familiar`, `fairness`, `change`: what speaks for or against somebody, beside his way. */
  readonly key: "pairs" | "fairness" | "change";
  /** Points; positive speaks for him. */
  readonly points: number;
}

/** What counts beside the way, without what weighs nothing. */
export function parts({ pairs, fairness, change }: Pick<Placement, "pairs" | "fairness" | "change">): Part[] {
  return [
    { key: "pairs" as const, points: pairs },
    { key: "fairness" as const, points: fairness },
    { key: "change" as const, points: change },
  ].filter(({ points }) => points !== 0);
}
