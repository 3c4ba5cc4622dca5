import { expect, test } from "vitest";
import { clockOf, freeIn, isWhole, minuteOf, tidied, toggled, type WeeklyTime } from "./weekly";

const always = { validFrom: null, validUntil: null };
const time = (weekday: number, from: string, until: string): WeeklyTime => ({
  weekday,
  startMinute: minuteOf(from),
  endMinute: minuteOf(until, true),
  ...always,
});
const said = (times: readonly WeeklyTime[]) => times.map((t) => `${t.weekday} ${clockOf(t.startMinute)}-${clockOf(t.endMinute)}`);

test("a tap on an empty part makes all of it free, and what touches is joined", () => {
  expect(said(toggled([], 0, "MORNING"))).toEqual(["0 08:00-12:00"]);
  expect(said(toggled([time(0, "08:00", "12:00")], 0, "AFTERNOON"))).toEqual(["0 08:00-18:00"]);
});

test("a tap on a part that is free takes only that part away", () => {
  expect(said(toggled([time(0, "09:00", "20:00")], 0, "AFTERNOON"))).toEqual(["0 09:00-12:00", "0 18:00-20:00"]);
  expect(said(toggled([time(0, "06:30", "07:30"), time(1, "09:00", "10:00")], 0, "MORNING"))).toEqual(["1 09:00-10:00"]);
  expect(said(toggled([time(0, "19:00", "00:00")], 0, "EVENING"))).toEqual([]);
});

test("the exact time behind a part is known, and whether it is all of it", () => {
  const evening = freeIn([time(2, "18:30", "20:30")], 2, "EVENING");
  expect(evening).toEqual([{ startMinute: 1110, endMinute: 1230 }]);
  expect(isWhole(evening, "EVENING")).toBe(false);
  expect(isWhole(freeIn([time(2, "17:00", "22:00")], 2, "EVENING"), "EVENING")).toBe(true);
});

test("times of other dates are not joined", () => {
  const spring = { ...time(0, "08:00", "10:00"), validUntil: "2027-03-01" };
  expect(tidied([time(0, "10:00", "12:00"), spring])).toHaveLength(2);
});
