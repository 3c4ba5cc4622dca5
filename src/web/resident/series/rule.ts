/** What a rule says, as far as people say such things; null for rules that they do not. */
export type Said =
  | { readonly key: "daily" | "everyDays" | "monthly"; readonly n: number; readonly days: readonly number[] }
  | { readonly key: "weekly" | "everyWeeks"; readonly n: number; readonly weekdays: readonly number[] };

const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** An RFC 5545 rule of days, weeks or months; weekdays count from Sunday. */
export function saidOf(rule: string): Said | null {
  const { FREQ, INTERVAL = "1", BYDAY, BYMONTHDAY, ...more } = Object.fromEntries(rule.split(";").map((part) => part.split("="))) as Record<string, string>;
  const n = Number(INTERVAL);
  if (Object.keys(more).some((part) => !["UNTIL", "COUNT", "WKST"].includes(part))) return null;
  if (FREQ === "DAILY" && !BYDAY && !BYMONTHDAY) return { key: n === 1 ? "daily" : "everyDays", n, days: [] };
  if (FREQ === "WEEKLY" && BYDAY && !BYMONTHDAY) {
    const weekdays = BYDAY.split(",").map((name) => WEEKDAYS.indexOf(name));
    return weekdays.includes(-1) ? null : { key: n === 1 ? "weekly" : "everyWeeks", n, weekdays };
  }
  if (FREQ === "MONTHLY" && n === 1 && BYMONTHDAY && !BYDAY) {
    const days = BYMONTHDAY.split(",").map(Number);
    return days.some((day) => day < 1) ? null : { key: "monthly", n, days };
  }
  return null;
}
