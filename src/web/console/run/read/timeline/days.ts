import type { Board, Duty, Member, Stretch } from "../board/board";

const DAY = 24 * 60;
const HOUR = 60;
export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** The hours of a day that a timeline has to show, in minutes: whole hours around all that happens. */
export function hours(board: Board): Stretch {
  let [from, until] = [DAY, 0];
  const widen = (start: number, end: number) => {
    if (end <= start) return;
    from = Math.min(from, start % DAY);
    until = Math.max(until, Math.floor(start / DAY) === Math.floor((end - 1) / DAY) ? ((end - 1) % DAY) + 1 : DAY);
  };
  for (const member of board.members) for (const [start, end] of member.free) widen(start, end);
  for (const request of board.requests) if (request.start !== null) widen(request.start, request.start + request.minutes);
  return from >= until ? [8 * HOUR, 20 * HOUR] : [Math.floor(from / HOUR) * HOUR, Math.ceil(until / HOUR) * HOUR];
}

/** The part of a stretch that lies on a day, in minutes of that day; null where none does. */
export function onDay([from, until]: Stretch, day: number): Stretch | null {
  const [start, end] = [Math.max(from - day * DAY, 0), Math.min(until - day * DAY, DAY)];
  return start < end ? [start, end] : null;
}

/** Where a stretch of a day lies between its shown hours, in per cent. */
export function share([from, until]: Stretch, [opens, closes]: Stretch): { left: string; width: string } {
  const whole = closes - opens;
  const [start, end] = [Math.max(from, opens), Math.min(until, closes)];
  return { left: `${(((start - opens) / whole) * 100).toFixed(2)}%`, width: `${((Math.max(end - start, 0) / whole) * 100).toFixed(2)}%` };
}

/** A member's services that begin on a day. */
export function dutiesOn(member: Member, day: number): Duty[] {
  return member.duties.filter(({ request }) => request.start !== null && Math.floor(request.start / DAY) === day);
}

/** When a member is free on a day. */
export function freeOn(member: Member, day: number): Stretch[] {
  return member.free.map((stretch) => onDay(stretch, day)).filter((stretch) => stretch !== null);
}
