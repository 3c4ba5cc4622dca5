import type { DaySheetQuery, PlanSheetQuery, SheetRequestFragment } from "../../generated/coordinator/graphql";

export type Line = DaySheetQuery["assignments"]["nodes"][number];
export type Proposed = PlanSheetQuery["proposals"]["nodes"][number];

/** Somebody who comes to a service; `state` is null while nobody has been asked. */
export interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly member: { readonly number: string; readonly telephone?: string | null } | null;
  readonly state: Line["state"] | null;
}

/** A service with everybody who comes to it. */
export interface Service {
  readonly request: SheetRequestFragment;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly people: readonly Person[];
}

/** What one community gets on paper. */
export interface Part {
  readonly community: string;
  readonly services: readonly Service[];
}

/** Services by start and then by number, so that the same sheet is printed twice. */
function inOrder(services: readonly Service[]): Service[] {
  const key = (one: Service) => `${one.startsAt} ${one.request.number}`;
  return [...services].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The services of what was offered; who has not answered counts only where asked for. */
export function services(lines: readonly Line[], withUnanswered: boolean): Service[] {
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    if (line.state === "OFFERED" && !withUnanswered) continue;
    const key = `${line.startsAt} ${line.request.number}`;
    found.set(key, [...(found.get(key) ?? []), line]);
  }
  return inOrder(
    [...found.values()].flatMap((team) => {
      const [first] = team;
      if (!first) return [];
      const people = team.map(({ id, memberName, member, state }) => ({ id, name: memberName, member, state }));
      return [{ request: first.request, startsAt: first.startsAt, endsAt: first.endsAt, people }];
    }),
  );
}

const MINUTE = 60_000;

/** The services of a plan that nobody has been asked about yet. */
export function planned(lines: readonly Proposed[]): Service[] {
  return inOrder(
    lines.flatMap(({ id, request, startsAt, seats }) => {
      if (startsAt === null) return [];
      const endsAt = new Date(new Date(startsAt).getTime() + request.menuItem.durationMinutes * MINUTE).toISOString();
      const people = seats.map(({ memberName, member }, n) => ({ id: `${id} ${n}`, name: memberName, member, state: null }));
      return [{ request, startsAt, endsAt, people }];
    }),
  );
}

function communityOf(unit: SheetRequestFragment["unit"]): string {
  return [unit, ...unit.ancestors].find(({ kind }) => kind === "COMMUNITY")?.name ?? unit.name;
}

/** By community: each gets a sheet of its own. */
export function byCommunity(services: readonly Service[]): Part[] {
  const found = new Map<string, Service[]>();
  for (const one of services) {
    const community = communityOf(one.request.unit);
    found.set(community, [...(found.get(community) ?? []), one]);
  }
  return [...found.entries()].sort(([a], [b]) => a.localeCompare(b, "zh")).map(([community, services]) => ({ community, services }));
}
