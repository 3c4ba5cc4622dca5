import { readLanguage } from "./language";

/** China keeps one time all year, wherever the reader's telephone thinks it is. */
const OFFSET_MINUTES = 8 * 60;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const WEEKDAYS = { zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"], en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] };

/** The moment as a Date whose UTC fields show the time in Shanghai. */
function inShanghai(moment: string | Date): Date {
  return new Date(new Date(moment).getTime() + OFFSET_MINUTES * MINUTE);
}

const two = (n: number) => String(n).padStart(2, "0");

/** `周三` */
export function weekday(moment: string | Date): string {
  return WEEKDAYS[readLanguage()][inShanghai(moment).getUTCDay()] ?? "";
}

/** `周一` for 0, as the contract counts weekdays. */
export function weekdayName(weekday: number): string {
  return WEEKDAYS[readLanguage()][(weekday + 1) % 7] ?? "";
}

/** `11月25日` */
export function day(moment: string | Date): string {
  const local = inShanghai(moment);
  return readLanguage() === "zh"
    ? `${local.getUTCMonth() + 1}月${local.getUTCDate()}日`
    : new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(local);
}

/** `18:00` */
export function clock(moment: string | Date): string {
  const local = inShanghai(moment);
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** `周三 18:00–19:30` */
export function span(startsAt: string, endsAt: string): string {
  return `${weekday(startsAt)} ${clock(startsAt)}–${clock(endsAt)}`;
}

/** `11月25日 周三` */
export function date(moment: string | Date): string {
  return readLanguage() === "zh" ? `${day(moment)} ${weekday(moment)}` : `${weekday(moment)} ${day(moment)}`;
}

/** `11月25日 周三 18:00` */
export function moment(at: string | Date): string {
  return `${date(at)} ${clock(at)}`;
}

/** `11月25日 周三 18:00–19:30` */
export function datedSpan(startsAt: string, endsAt: string): string {
  return `${moment(startsAt)}–${clock(endsAt)}`;
}

/** `2027年11月25日`, for what lies years away. */
export function dayOfYear(isoDay: string): string {
  const noon = at(isoDay, "12:00");
  return readLanguage() === "zh" ? `${isoDay.slice(0, 4)}年${day(noon)}` : `${day(noon)} ${isoDay.slice(0, 4)}`;
}

/** `2026-11-25`: the day in Shanghai. */
export function isoDay(at: Date): string {
  return inShanghai(at).toISOString().slice(0, 10);
}

/** The day that lies `days` after a moment. */
export function daysLater(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY);
}

/** A time of a day in Shanghai as the contract wants it: `2026-11-25T09:00:00+08:00`. */
export function at(isoDay: string, time: string): string {
  return `${isoDay}T${time}:00+08:00`;
}

/** `2026-W48`: the ISO week, Monday to Sunday in Shanghai. */
export function isoWeek(moment: Date): string {
  const thursday = inShanghai(moment);
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const firstThursday = Date.UTC(thursday.getUTCFullYear(), 0, 4);
  const week = 1 + Math.round((thursday.getTime() - firstThursday) / DAY / 7 - 3 / 7 + ((new Date(firstThursday).getUTCDay() + 6) % 7) / 7);
  return `${thursday.getUTCFullYear()}-W${two(week)}`;
}

/** The Monday of an ISO week, as a moment at its very beginning. */
export function mondayOf(week: string): Date {
  const [year = 0, number = 1] = week.split("-W").map(Number);
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY + (number - 1) * 7 * DAY;
  return new Date(monday - OFFSET_MINUTES * MINUTE);
}

/** `11月23日–29日` */
export function weekSpan(week: string): string {
  const monday = mondayOf(week);
  const sunday = daysLater(monday, 6);
  const end = readLanguage() === "zh" && day(monday).split("月")[0] === day(sunday).split("月")[0] ? day(sunday).split("月")[1] : day(sunday);
  return `${day(monday)}–${end}`;
}
