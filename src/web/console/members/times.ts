import { daysLater, mondayOf, weekday } from "../../shared/time";

/** A time of every week as somebody types it; 0 is Monday. */
export interface TypedTime {
  weekday: number;
  from: string;
  to: string;
  validFrom: string;
  validUntil: string;
}

interface Said {
  readonly weekday: number;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

const MIDNIGHT = 24 * 60;
const two = (n: number) => String(n).padStart(2, "0");
const clockOf = (minute: number) => `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** `周一` for 0. */
export function weekdayName(index: number): string {
  return weekday(daysLater(mondayOf("2026-W48"), index));
}

export function typedTime(said: Said): TypedTime {
  return { weekday: said.weekday, from: clockOf(said.startMinute), to: clockOf(said.endMinute), validFrom: said.validFrom ?? "", validUntil: said.validUntil ?? "" };
}

/** As the contract wants it; until 00:00 is until midnight. */
export function timeSaid({ weekday, from, to, validFrom, validUntil }: TypedTime): Said {
  return { weekday, startMinute: minuteOf(from), endMinute: minuteOf(to) || MIDNIGHT, validFrom: validFrom || null, validUntil: validUntil || null };
}

/** `周三 18:00–20:00` */
export function timeText(said: Said): string {
  return `${weekdayName(said.weekday)} ${clockOf(said.startMinute)}–${clockOf(said.endMinute)}`;
}
