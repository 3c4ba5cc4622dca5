import { at, clock, isoDay } from "../../shared/time";

/** A moment as a field of day and time shows it, in the zone in which people live here. */
export function fieldOf(moment: string | Date): string {
  return `${isoDay(new Date(moment))}T${clock(moment)}`;
}

/** What such a field says, as the contract wants it. */
export function momentOf(field: string): string {
  const [day = "", time = ""] = field.split("T");
  return at(day, time);
}
