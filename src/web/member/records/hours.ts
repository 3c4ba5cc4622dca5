import { daysLater, isoWeek } from "../../shared/time";

interface Served {
  readonly servedOn: string;
  readonly minutes: number;
}

export interface WeekSum {
  readonly week: string;
  readonly minutes: number;
  readonly services: number;
}

/** Minutes as hours with at most one decimal: 90 is `1.5`. */
export const inHours = (minutes: number) => String(Math.round(minutes / 6) / 10);

/** The last `weeks` ISO weeks up to `now`, the latest first, with what was served in each. */
export function byWeek(records: readonly Served[], now: Date, weeks: number): WeekSum[] {
  return Array.from({ length: weeks }, (_, back) => {
    const week = isoWeek(daysLater(now, -7 * back));
    const own = records.filter(({ servedOn }) => isoWeek(new Date(`${servedOn}T12:00:00+08:00`)) === week);
    return { week, minutes: own.reduce((sum, { minutes }) => sum + minutes, 0), services: own.length };
  });
}

/** How somebody stands beside the middle: a fifth more or less is about the same. */
export function standing(own: number, middle: number): "even" | "more" | "less" {
  if (Math.abs(own - middle) <= Math.max(middle, own) / 5) return "even";
  return own > middle ? "more" : "less";
}
