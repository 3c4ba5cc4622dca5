import { expect, test } from "vitest";
import { worthOf } from "./worth";

const RULES = { requestValue: 10_000, travelCost: 20 };

test.each([
  [-100, { amount: -5, unit: "minutes" }],
  [90, { amount: 4.5, unit: "minutes" }],
  [4_999, { amount: 250, unit: "minutes" }],
  [5_000, { amount: 0.5, unit: "requests" }],
  [79_970, { amount: 8, unit: "requests" }],
])("%d points are pictured", (points, worth) => expect(worthOf(points, RULES)).toEqual(worth));

test("where the way costs nothing, small points stay points", () => {
  expect(worthOf(30, { ...RULES, travelCost: 0 })).toEqual({ amount: 30, unit: "points" });
});
