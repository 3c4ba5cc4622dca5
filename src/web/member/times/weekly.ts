/** A weekly time: minutes after midnight in Shanghai, the end not part of it; Monday is 0. */
export interface WeeklyTime {
  readonly weekday: number;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

export interface Range {
  readonly startMinute: number;
  readonly endMinute: number;
}

export const PARTS = {
  MORNING: { startMinute: 8 * 60, endMinute: 12 * 60 },
  AFTERNOON: { startMinute: 12 * 60, endMinute: 18 * 60 },
  EVENING: { startMinute: 18 * 60, endMinute: 21 * 60 },
} as const;
export type Part = keyof typeof PARTS;
export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** The whole span of the day in which a part's times are looked for: the outer parts reach to midnight. */
const REACH: Readonly<Record<Part, Range>> = {
  MORNING: { startMinute: 0, endMinute: 12 * 60 },
  AFTERNOON: PARTS.AFTERNOON,
  EVENING: { startMinute: 18 * 60, endMinute: 24 * 60 },
};

const two = (n: number) => String(n).padStart(2, "0");

/** `08:30`; the end of the day is `24:00`. */
export const clockOf = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** Minutes after midnight of `08:30`. As an end, midnight is the end of the day. */
export function minuteOf(clock: string, isEnd = false): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  const minute = hours * 60 + minutes;
  return isEnd && minute === 0 ? 24 * 60 : minute;
}

/** What of a day's part is free, cut to the part and joined. */
export function freeIn(times: readonly WeeklyTime[], weekday: number, part: Part): Range[] {
  const { startMinute, endMinute } = REACH[part];
  const cut = times
    .filter((time) => time.weekday === weekday && time.startMinute < endMinute && time.endMinute > startMinute)
    .map((time) => ({ startMinute: Math.max(time.startMinute, startMinute), endMinute: Math.min(time.endMinute, endMinute) }));
  return joined(cut);
}

/** Whether a part is free from beginning to end. */
export function isWhole(free: readonly Range[], part: Part): boolean {
  return free.some(({ startMinute, endMinute }) => startMinute <= PARTS[part].startMinute && endMinute >= PARTS[part].endMinute);
}

/** A tap on a part: free of it where anything was free, else free in all of it. */
export function toggled(times: readonly WeeklyTime[], weekday: number, part: Part): WeeklyTime[] {
  if (freeIn(times, weekday, part).length === 0) return tidied([...times, { weekday, ...PARTS[part], validFrom: null, validUntil: null }]);
  const { startMinute, endMinute } = REACH[part];
  return tidied(
    times.flatMap((time) => {
      if (time.weekday !== weekday || time.startMinute >= endMinute || time.endMinute <= startMinute) return [time];
      const before = { ...time, endMinute: Math.min(time.endMinute, startMinute) };
      const after = { ...time, startMinute: Math.max(time.startMinute, endMinute) };
      return [before, after].filter((rest) => rest.endMinute > rest.startMinute);
    }),
  );
}

/** In order, with what touches or overlaps joined, where it holds for the same dates. */
export function tidied(times: readonly WeeklyTime[]): WeeklyTime[] {
  const groups = new Map<string, WeeklyTime[]>();
  for (const time of times) {
    const key = `${time.weekday} ${time.validFrom} ${time.validUntil}`;
    groups.set(key, [...(groups.get(key) ?? []), time]);
  }
  return [...groups.values()]
    .flatMap((group) => joined(group).map((range) => ({ ...(group[0] as WeeklyTime), ...range })))
    .sort((a, b) => a.weekday - b.weekday || a.startMinute - b.startMinute);
}

function joined(ranges: readonly Range[]): Range[] {
  const found: { startMinute: number; endMinute: number }[] = [];
  for (const { startMinute, endMinute } of [...ranges].sort((a, b) => a.startMinute - b.startMinute)) {
    const last = found.at(-1);
    if (last && startMinute <= last.endMinute) last.endMinute = Math.max(last.endMinute, endMinute);
    else found.push({ startMinute, endMinute });
  }
  return found;
}
