import { clock, mondayOf, moment, weekday } from "../../../../shared/time";

const MINUTE = 60_000;

/** A minute of a week as a moment. */
export function momentIn(week: string, minute: number): Date {
  return new Date(mondayOf(week).getTime() + minute * MINUTE);
}

/** `12月2日 周三 14:00` */
export function saidStart(week: string, minute: number): string {
  return moment(momentIn(week, minute));
}

/** `周三 14:00–15:30` */
export function saidSpan(week: string, from: number, until: number): string {
  const [start, end] = [momentIn(week, from), momentIn(week, until)];
  return `${weekday(start)} ${clock(start)}–${clock(end)}`;
}
