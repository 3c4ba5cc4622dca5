import { expect, test } from "vitest";
import { saidOf } from "./rule";

test.each([
  ["FREQ=WEEKLY;BYDAY=TU,FR", { key: "weekly", n: 1, weekdays: [2, 5] }],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;UNTIL=20271231", { key: "everyWeeks", n: 2, weekdays: [0] }],
  ["FREQ=DAILY", { key: "daily", n: 1, days: [] }],
  ["FREQ=DAILY;INTERVAL=3;COUNT=9", { key: "everyDays", n: 3, days: [] }],
  ["FREQ=MONTHLY;BYMONTHDAY=1,15", { key: "monthly", n: 1, days: [1, 15] }],
])("%s is said in words", (rule, said) => expect(saidOf(rule)).toEqual(said));

test.each(["FREQ=MONTHLY;BYDAY=2TU", "FREQ=WEEKLY;BYDAY=+1MO", "FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY"])(
  "%s is left to its dates",
  (rule) => expect(saidOf(rule)).toBe(null),
);
