import { at, daysLater, isoDay } from "../../shared/time";

/** Parts of a day as people say them, with their hours in Shanghai. */
export const PARTS = {
  MORNING: ["09:00", "12:00"],
  AFTERNOON: ["14:00", "17:00"],
  EVENING: ["18:00", "20:30"],
  DAY: ["09:00", "17:00"],
} as const;
export type Part = keyof typeof PARTS;

const DAYS_AHEAD = 14;

/** The days that can be chosen: from tomorrow on. */
export function daysToChoose(now: Date): string[] {
  return Array.from({ length: DAYS_AHEAD }, (_, ahead) => isoDay(daysLater(now, ahead + 1)));
}

/** The parts of a day that are long enough for a service. */
export function partsFor(durationMinutes: number): Part[] {
  return (Object.keys(PARTS) as Part[]).filter((part) => minutes(PARTS[part][1]) - minutes(PARTS[part][0]) >= durationMinutes);
}

/** When the service may be, as the contract wants it. */
export function windowsOf(days: readonly string[], part: Part): { startsAt: string; endsAt: string }[] {
  return [...days].sort().map((day) => ({ startsAt: at(day, PARTS[part][0]), endsAt: at(day, PARTS[part][1]) }));
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}
