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

export interface Candidate {
  readonly member: Member;
  readonly metres: number | null;
  readonly fit: "free" | "busy" | "away";
}

/** Who could be asked, those who are free and near first. Skills are the server's to judge, with the price. */
export function candidates(board: Board, request: Request, start: number | null, text: string, metresTo: (member: Member) => number | null): Candidate[] {
  const asked = text.trim();
  const order = { free: 0, busy: 1, away: 2 };
  return board.members
    .filter((member) => asked === "" || member.name.includes(asked) || member.number.toLowerCase().includes(asked.toLowerCase()))
    .map((member) => ({ member, metres: metresTo(member), fit: fitOf(member, request, start) }))
    .sort((a, b) => order[a.fit] - order[b.fit] || (a.metres ?? Infinity) - (b.metres ?? Infinity));
}

function fitOf(member: Member, request: Request, start: number | null): Candidate["fit"] {
  const from = start ?? request.windows[0]?.[0] ?? 0;
  if (!isFree(member, [from, from + request.minutes])) return "away";
  return busyIn(member, [from, from + request.minutes], request).length > 0 ? "busy" : "free";
}
