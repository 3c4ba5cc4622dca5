import { expect, test } from "vitest";
import { byWeek, inHours, standing } from "./hours";

test("records are added up by the week of Shanghai, the latest first, empty weeks included", () => {
  const records = [
    { servedOn: "2026-11-23", minutes: 60 },
    { servedOn: "2026-11-29", minutes: 30 },
    { servedOn: "2026-11-15", minutes: 45 },
  ];
  expect(byWeek(records, new Date("2026-11-28T00:00:00Z"), 3)).toEqual([
    { week: "2026-W48", minutes: 90, services: 2 },
    { week: "2026-W47", minutes: 0, services: 0 },
    { week: "2026-W46", minutes: 45, services: 1 },
  ]);
});

test("hours have at most one decimal", () => expect([0, 45, 60, 95].map(inHours)).toEqual(["0", "0.8", "1", "1.6"]));

test("a fifth beside the middle is about as much as the others", () => {
  expect([standing(100, 120), standing(200, 120), standing(60, 120), standing(0, 0)]).toEqual(["even", "more", "less", "even"]);
});
