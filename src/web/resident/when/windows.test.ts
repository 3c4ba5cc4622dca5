import { expect, test } from "vitest";
import { partsFor, stillPossible, windowsOf } from "./windows";

test("a service is offered the parts of a day that are long enough for it", () => {
  expect(partsFor(60)).toEqual(["MORNING", "AFTERNOON", "EVENING", "DAY"]);
  expect(partsFor(180)).toEqual(["MORNING", "AFTERNOON", "DAY"]);
  expect(partsFor(480)).toEqual(["DAY"]);
  expect(partsFor(600)).toEqual(["LONG_DAY"]);
});

test("every part of every day is a window of its own", () => {
  expect(windowsOf({ days: ["2026-12-01", "2026-12-03"], parts: ["MORNING", "EVENING"] })).toEqual([
    { startsAt: "2026-12-01T09:00:00+08:00", endsAt: "2026-12-01T12:00:00+08:00" },
    { startsAt: "2026-12-01T18:00:00+08:00", endsAt: "2026-12-01T20:30:00+08:00" },
    { startsAt: "2026-12-03T09:00:00+08:00", endsAt: "2026-12-03T12:00:00+08:00" },
    { startsAt: "2026-12-03T18:00:00+08:00", endsAt: "2026-12-03T20:30:00+08:00" },
  ]);
});

test("of an old draft only what can still be remains", () => {
  const now = new Date("2026-12-01T16:30:00Z"); // In Shanghai the second has begun.
  const old = { days: ["2026-12-03", "2026-12-02", "2026-12-16", "2026-12-17"], parts: ["EVENING", "DAY"] as const };
  expect(stillPossible({ days: [...old.days], parts: [...old.parts] }, 180, now)).toEqual({
    days: ["2026-12-03", "2026-12-16"],
    parts: ["DAY"],
  });
});
