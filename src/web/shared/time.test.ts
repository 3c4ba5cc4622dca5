import { beforeEach, expect, test, vi } from "vitest";
import { datedSpan, dayOfYear, isoDay, isoWeek, mondayOf, moment, span, weekSpan } from "./time";

beforeEach(() => vi.stubGlobal("localStorage", { getItem: () => null }));

test("times are said as people in Shanghai say them", () => {
  expect(span("2026-11-25T10:00:00Z", "2026-11-25T11:30:00Z")).toBe("周三 18:00–19:30");
  expect(moment("2026-11-25T17:00:00Z")).toBe("11月26日 周四 01:00");
  expect(datedSpan("2026-11-25T10:00:00Z", "2026-11-25T11:30:00Z")).toBe("11月25日 周三 18:00–19:30");
  expect(dayOfYear("2027-11-04")).toBe("2027年11月4日");
  expect(isoDay(new Date("2026-11-25T16:00:00Z"))).toBe("2026-11-26");
});

test("in English the weekday comes first", () => {
  vi.stubGlobal("localStorage", { getItem: () => "en" });
  expect(datedSpan("2026-11-25T10:00:00Z", "2026-11-25T11:30:00Z")).toBe("Wed 25 Nov 18:00–19:30");
  expect(dayOfYear("2027-11-04")).toBe("4 Nov 2027");
});

test.each([
  ["2026-11-29T15:59:59Z", "2026-W48"],
  ["2026-11-29T16:00:00Z", "2026-W49"],
  ["2027-01-02T00:00:00Z", "2026-W53"],
  ["2024-12-30T00:00:00Z", "2025-W01"],
])("%s lies in the week %s", (at, week) => expect(isoWeek(new Date(at))).toBe(week));

test("a week begins on Monday at midnight in Shanghai", () => {
  expect(mondayOf("2026-W49").toISOString()).toBe("2026-11-29T16:00:00.000Z");
  expect(mondayOf("2025-W01").toISOString()).toBe("2024-12-29T16:00:00.000Z");
  expect(weekSpan("2026-W48")).toBe("11月23日–29日");
  expect(weekSpan("2026-W49")).toBe("11月30日–12月6日");
});
