import { expect, test } from "vitest";
import { bought } from "./difference";

test("what a plan bought is told with the largest first, without what is alike", () => {
  const difference = { total: 9_700, served: 10_000, wanted: 0, travel: -400, fairness: 100, pairs: 0, change: 0 };

  expect(bought(difference)).toEqual([
    { part: "served", points: 10_000 },
    { part: "travel", points: -400 },
    { part: "fairness", points: 100 },
  ]);
});
