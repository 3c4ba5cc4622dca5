import type { PlanLinesQuery } from "../../../generated/coordinator/graphql";

export type Line = PlanLinesQuery["proposals"]["nodes"][number];

/** The lines of a day by unit, each unit's as they come; units in the order of their names. */
export function groups(lines: readonly Line[]): { unit: string; lines: readonly Line[] }[] {
  const found = new Map<string, Line[]>();
  for (const line of lines) found.set(line.request.unit.name, [...(found.get(line.request.unit.name) ?? []), line]);
  return [...found].map(([unit, own]) => ({ unit, lines: own })).sort((a, b) => a.unit.localeCompare(b.unit, "zh"));
}
