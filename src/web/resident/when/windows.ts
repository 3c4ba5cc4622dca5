import { at, daysLater, isoDay } from "../../shared/time";

/** Parts of a day as people say them, with their hours in Shanghai. */
export const PARTS = {
  MORNING: ["09:00", "12:00"],
  AFTERNOON: ["14:00", "17:00"],
  EVENING: ["18:00", "20:30"],
  DAY: ["09:00", "17:00"],
  LONG_DAY: ["08:00", "20:30"],
} as const;
export type Part = keyof typeof PARTS;

/** Days and parts of a day: it may be in each part of each day. */
export interface When {
  days: string[];
  parts: Part[];
}

export const MOST_WINDOWS = 20;
const DAYS_AHEAD = 14;

export const never = (): When => ({ days: [], parts: [] });

/** The days that can be chosen: from tomorrow on. */
export function daysToChoose(now: Date): string[] {
  return Array.from({ length: DAYS_AHEAD }, (_, ahead) => isoDay(daysLater(now, ahead + 1)));
}

/** The parts of a day that are long enough for a service; the longest one only where no other is. */
export function partsFor(durationMinutes: number): Part[] {
  const fitting = (Object.keys(PARTS) as Part[]).filter((part) => minutes(PARTS[part][1]) - minutes(PARTS[part][0]) >= durationMinutes);
  return fitting.length > 1 ? fitting.filter((part) => part !== "LONG_DAY") : ["LONG_DAY"];
}

/** What was chosen and can still be: a draft may be days old, and another service may take longer. */
export function stillPossible(when: When, durationMinutes: number, now: Date): When {
  const days = daysToChoose(now);
  const parts = partsFor(durationMinutes);
  return { days: when.days.filter((day) => days.includes(day)).sort(), parts: parts.filter((part) => when.parts.includes(part)) };
}

/** When the service may be, as the contract wants it. */
export function windowsOf({ days, parts }: When): { startsAt: string; endsAt: string }[] {
  return days.flatMap((day) => parts.map((part) => ({ startsAt: at(day, PARTS[part][0]), endsAt: at(day, PARTS[part][1]) })));
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}
