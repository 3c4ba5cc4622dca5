const HOUR = 3_600_000;
const USUAL_HOURS = 24;

/** Until when somebody asked by hand should answer: a day from now, but never later than the start. */
export function answerBy(now: Date, startsAt: Date): Date {
  return new Date(Math.min(now.getTime() + USUAL_HOURS * HOUR, startsAt.getTime()));
}
