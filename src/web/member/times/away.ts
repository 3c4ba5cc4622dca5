import { at, clock, day, daysLater, isoDay } from "../../shared/time";

export interface Away {
  from: string;
  until: string;
  isPart: boolean;
  fromTime: string;
  untilTime: string;
}

/** The moments of an absence as it is typed: whole days, the last one included, or times of day. */
export function awayMoments({ from, until, isPart, fromTime, untilTime }: Away): { startsAt: string; endsAt: string } {
  if (isPart) return { startsAt: at(from, fromTime), endsAt: at(until, untilTime) };
  const dayAfter = isoDay(daysLater(new Date(at(until, "00:00")), 1));
  return { startsAt: at(from, "00:00"), endsAt: at(dayAfter, "00:00") };
}

/** How an absence is said: days where it is made of whole ones, else with the time of day. */
export function awaySpan(startsAt: string, endsAt: string): { from: string; until: string } {
  const isWhole = clock(startsAt) === "00:00" && clock(endsAt) === "00:00";
  if (isWhole) return { from: day(startsAt), until: day(daysLater(new Date(endsAt), -1)) };
  return { from: `${day(startsAt)} ${clock(startsAt)}`, until: `${day(endsAt)} ${clock(endsAt)}` };
}
