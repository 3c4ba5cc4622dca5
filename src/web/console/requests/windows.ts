import { at, clock, daysLater, isoDay } from "../../shared/time";

/** A possible time as somebody types it: a day and two times in Shanghai. */
export interface TypedWindow {
  day: string;
  from: string;
  to: string;
}

export function usualWindow(now: Date): TypedWindow {
  return { day: isoDay(daysLater(now, 2)), from: "09:00", to: "12:00" };
}

export function typedWindow({ startsAt, endsAt }: { startsAt: string; endsAt: string }): TypedWindow {
  return { day: isoDay(new Date(startsAt)), from: clock(startsAt), to: clock(endsAt) };
}

/** As the contract wants them; a time that ends before it begins runs past midnight. */
export function windowsSaid(typed: readonly TypedWindow[]): { startsAt: string; endsAt: string }[] {
  return typed.map(({ day, from, to }) => {
    const last = to > from ? day : isoDay(daysLater(new Date(at(day, "12:00")), 1));
    return { startsAt: at(day, from), endsAt: at(last, to) };
  });
}
