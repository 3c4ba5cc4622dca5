import type { DaySheetQuery } from "../../generated/coordinator/graphql";

export type Line = DaySheetQuery["assignments"]["nodes"][number];

/** A service with everybody who comes to it. */
export interface Service {
  readonly request: Line["request"];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly people: readonly Line[];
}

/** The services of a day, by start and then by number; who has not answered counts only where asked for. */
export function services(lines: readonly Line[], withUnanswered: boolean): Service[] {
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    if (line.state === "OFFERED" && !withUnanswered) continue;
    const key = `${line.startsAt} ${line.request.number}`;
    found.set(key, [...(found.get(key) ?? []), line]);
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, people]) => {
      const [first] = people;
      return first ? [{ request: first.request, startsAt: first.startsAt, endsAt: first.endsAt, people }] : [];
    });
}
