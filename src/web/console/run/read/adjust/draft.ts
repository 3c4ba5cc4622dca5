import { busyIn, isFree, startsOf, type Board, type Member, type Request } from "../board/board";

/** Where somebody wants to place a request, by numbers; not yet saved. */
export interface Draft {
  readonly start: number | null;
  /** The members of each seat. */
  readonly seats: readonly (readonly string[])[];
  /** Requests that are called off for it. */
  readonly giveWay: readonly string[];
}

/** A request as the plan has it. */
export function asPlanned(request: Request): Draft {
  return { start: request.start, seats: request.seats.map((_, seat) => request.duties.filter((duty) => duty.seat === seat).map((duty) => duty.member.number)), giveWay: [] };
}

export function isSame(a: Draft, b: Draft): boolean {
  const sorted = (draft: Draft) => JSON.stringify([draft.start, draft.seats.map((team) => [...team].sort()), [...draft.giveWay].sort()]);
  return sorted(a) === sorted(b);
}

/** Gives a place in the team to a member: that of `from`, else the first that is free, else the first of all. */
export function handOver(draft: Draft, request: Request, to: Member, step: number, from: string | null = null): Draft {
  if (draft.seats.some((team) => team.includes(to.number))) return draft;
  const seats = draft.seats.map((team) => [...team]);
  const left = seats.find((team) => from !== null && team.includes(from));
  const open = seats.find((team, n) => team.length < (request.seats[n]?.required ?? 1)) ?? (from === null ? seats.find((team, n) => team.length < (request.seats[n]?.most ?? 1)) : undefined);
  if (left) left[left.indexOf(from ?? "")] = to.number;
  else if (open) open.push(to.number);
  else seats[0]?.splice(0, 1, to.number);
  return { start: draft.start ?? bestStart(request, to, step), seats, giveWay: [] };
}

/** The first start at which a member is free and serves nothing else, or is at least free; else the first of all. */
export function bestStart(request: Request, member: Member, step: number): number | null {
  const starts = startsOf(request, step);
  const free = starts.filter((start) => isFree(member, [start, start + request.minutes]));
  return free.find((start) => busyIn(member, [start, start + request.minutes], request).length === 0) ?? free[0] ?? starts[0] ?? null;
}

/** What keeps somebody from a seat, what weighs most first. */
export const OBSTACLES = ["unable", "away", "far", "busy"] as const;
export type Obstacle = (typeof OBSTACLES)[number];

export interface Candidate {
  readonly member: Member;
  readonly metres: number | null;
  readonly obstacles: readonly Obstacle[];
}

/** Who could be asked for a seat: who fits before who does not, the nearest first. `metresTo` tells null where homes are not shown. */
export function candidates(board: Board, request: Request, seat: number, start: number | null, text: string, metresTo: (member: Member) => number | null): Candidate[] {
  const asked = text.trim();
  const weight = ({ obstacles }: Candidate) => OBSTACLES.reduce((sum, one) => sum * 2 + Number(obstacles.includes(one)), 0);
  return board.members
    .filter((member) => asked === "" || member.name.includes(asked) || member.number.toLowerCase().includes(asked.toLowerCase()))
    .map((member) => ({ member, metres: metresTo(member) }))
    .map(({ member, metres }) => ({ member, metres, obstacles: obstaclesOf(board, member, request, seat, start, metres) }))
    .map((one) => ({ one, weight: weight(one) }))
    .sort((a, b) => a.weight - b.weight || (a.one.metres ?? Infinity) - (b.one.metres ?? Infinity))
    .map(({ one }) => one);
}

function obstaclesOf(board: Board, member: Member, request: Request, seat: number, start: number | null, metres: number | null): Obstacle[] {
  const from = start ?? request.windows[0]?.[0] ?? 0;
  const stretch = [from, from + request.minutes] as const;
  const demand = request.seats[seat]?.demand ?? null;
  const is: Record<Obstacle, boolean> = {
    unable: demand !== null && !member.able.has(demand),
    away: !isFree(member, stretch),
    // Of units' centres nothing can be told about somebody's way.
    far: board.showsPlaces && metres !== null && metres > member.reachMetres,
    busy: busyIn(member, stretch, request).length > 0,
  };
  return OBSTACLES.filter((one) => is[one]);
}
