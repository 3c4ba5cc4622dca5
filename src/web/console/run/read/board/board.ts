import type { RunBoardQuery } from "../../../../generated/coordinator/graphql";

type Said = RunBoardQuery["runBoard"];
export type LockKind = Said["locks"]["kinds"][number];

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly place: Place | null;
  /** Where the unit above stands among the units; null for that of the run. */
  readonly parent: number | null;
  /** Of the members and requests of the unit itself. */
  readonly places: Place[];
}

/** Degrees east and north. */
export type Place = readonly [longitude: number, latitude: number];
/** Minutes from Monday 00:00 in Shanghai, the end not included. */
export type Stretch = readonly [from: number, until: number];

export interface Seat {
  readonly skill: string;
  /** What it asks for, as a number that members refer to; null where the plan was made before the menu had it. */
  readonly demand: number | null;
  readonly required: number;
  readonly most: number;
}

export interface Duty {
  readonly request: Request;
  readonly member: Member;
  readonly seat: number;
  readonly travelMinutes: number;
}

export interface Lock {
  readonly id: string;
  readonly kind: LockKind;
  readonly member: Member | null;
  readonly start: number | null;
}

export interface Member {
  readonly index: number;
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly unit: string;
  readonly place: Place | null;
  readonly reachMetres: number;
  /** The demands of seats that he meets. */
  readonly able: Set<number>;
  readonly free: Stretch[];
  /** By start. */
  readonly duties: Duty[];
}

export interface Request {
  readonly index: number;
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly seats: readonly Seat[];
  readonly unit: string;
  readonly place: Place | null;
  readonly minutes: number;
  /** Null where the plan leaves it out. */
  readonly start: number | null;
  readonly reason: string | null;
  readonly windows: Stretch[];
  readonly duties: Duty[];
  readonly locks: Lock[];
}

/** A plan as objects that know one another. */
export interface Board {
  readonly run: Said["run"];
  readonly showsPlaces: boolean;
  readonly startStepMinutes: number;
  readonly units: readonly Unit[];
  readonly members: readonly Member[];
  readonly requests: readonly Request[];
  readonly memberBy: ReadonlyMap<string, Member>;
  readonly requestBy: ReadonlyMap<string, Request>;
}

/** What became of a request, as all views colour it. */
export type Standing = "served" | "unserved" | "locked";

export function standing(request: Request): Standing {
  if (request.start === null) return "unserved";
  return request.locks.some((lock) => lock.kind !== "FORBID") ? "locked" : "served";
}

/** The columns of the server put together. */
export function assemble(said: Said): Board {
  const place = (table: { longitudes: (number | null)[]; latitudes: (number | null)[] }, n: number): Place | null => {
    const [east, north] = [table.longitudes[n] ?? null, table.latitudes[n] ?? null];
    return east === null || north === null ? null : [east, north];
  };
  const units = said.units.ids.map((id, n) => ({ id, name: said.units.names[n] ?? "", kind: said.units.kinds[n] ?? "", place: place(said.units, n), parent: said.units.parents[n] ?? null, places: [] as Place[] }));
  const nameOf = (unit: number | null | undefined) => (unit === null || unit === undefined ? "" : (units[unit]?.name ?? ""));
  const services = said.services.names.map((name) => ({ name, seats: [] as Seat[] }));
  said.services.seatOf.forEach((service, n) =>
    services[service]?.seats.push({ skill: said.services.seatSkills[n] ?? "", demand: said.services.seatDemands[n] ?? null, required: said.services.seatRequired[n] ?? 1, most: said.services.seatMost[n] ?? 1 }),
  );
  const members = said.members.ids.map((id, n): Member => ({
    index: n,
    id,
    number: said.members.numbers[n] ?? "",
    name: said.members.names[n] ?? "",
    unit: nameOf(said.members.units[n]),
    place: place(said.members, n),
    reachMetres: said.members.reachMetres[n] ?? Infinity,
    able: new Set(),
    free: [],
    duties: [],
  }));
  said.members.ableOf.forEach((member, n) => members[member]?.able.add(said.members.ableDemands[n] ?? -1));
  said.members.freeOf.forEach((member, n) => members[member]?.free.push([said.members.freeFrom[n] ?? 0, said.members.freeUntil[n] ?? 0]));
  const requests = said.requests.ids.map((id, n): Request => ({
    index: n,
    id,
    number: said.requests.numbers[n] ?? "",
    service: services[said.requests.services[n] ?? -1]?.name ?? "",
    seats: services[said.requests.services[n] ?? -1]?.seats ?? [],
    unit: nameOf(said.requests.units[n]),
    place: place(said.requests, n),
    minutes: said.requests.minutes[n] ?? 0,
    start: said.requests.starts[n] ?? null,
    reason: said.requests.reasons[n] ?? null,
    windows: [],
    duties: [],
    locks: [],
  }));
  said.requests.windowOf.forEach((request, n) => requests[request]?.windows.push([said.requests.windowFrom[n] ?? 0, said.requests.windowUntil[n] ?? 0]));
  for (const table of [said.members, said.requests]) {
    table.units.forEach((unit, n) => {
      const where = place(table, n);
      if (where) units[unit ?? -1]?.places.push(where);
    });
  }
  said.duties.requests.forEach((at, n) => {
    const [request, member] = [requests[at], members[said.duties.members[n] ?? -1]];
    if (!request || !member) return;
    const duty = { request, member, seat: said.duties.seats[n] ?? 0, travelMinutes: said.duties.travelMinutes[n] ?? 0 };
    request.duties.push(duty);
    member.duties.push(duty);
  });
  for (const member of members) member.duties.sort((a, b) => (a.request.start ?? 0) - (b.request.start ?? 0));
  said.locks.ids.forEach((id, n) => {
    const member = said.locks.members[n];
    const lock = { id, kind: said.locks.kinds[n] as LockKind, member: typeof member === "number" ? (members[member] ?? null) : null, start: said.locks.starts[n] ?? null };
    requests[said.locks.requests[n] ?? -1]?.locks.push(lock);
  });
  return {
    run: said.run,
    showsPlaces: said.showsPlaces,
    startStepMinutes: said.startStepMinutes,
    units,
    members,
    requests,
    memberBy: new Map(members.map((member) => [member.number, member])),
    requestBy: new Map(requests.map((request) => [request.number, request])),
  };
}

/** The starts at which a request may be served. */
export function startsOf(request: Request, step: number): number[] {
  return request.windows.flatMap(([opens, closes]) => {
    const starts: number[] = [];
    for (let start = opens; start + request.minutes <= closes; start += step) starts.push(start);
    return starts;
  });
}

/** What a member serves within a stretch, other than one request. */
export function busyIn(member: Member, [from, until]: Stretch, but?: Request): Duty[] {
  return member.duties.filter(({ request }) => request !== but && request.start !== null && request.start < until && request.start + request.minutes > from);
}

/** Whether a member has said that he is free for the whole stretch. */
export function isFree(member: Member, [from, until]: Stretch): boolean {
  return member.free.some(([opens, closes]) => opens <= from && until <= closes);
}

/** Metres between two places, as the crow flies; some in a kilometre may be wrong. */
export function metresBetween(a: Place | null, b: Place | null): number | null {
  if (!a || !b) return null;
  const east = (a[0] - b[0]) * 111_320 * Math.cos((a[1] * Math.PI) / 180);
  return Math.round(Math.hypot(east, (a[1] - b[1]) * 111_320));
}
