import { expect, test } from "vitest";
import { answersOf, numbersOf } from "./answers";

const STANDARD = {
  requestValue: 10_000,
  travelCost: 20,
  fairnessCost: 30,
  changeCostProposed: 50,
  changeCostOffered: 300,
  changeCostAccepted: 3_000,
  continuityBonus: 400,
  intentionBonus: 100,
  waitingWeight: 1,
};

test("a policy is answers in minutes of the way", () => {
  expect(answersOf(STANDARD)).toEqual({ serve: 500, familiar: 20, wish: 5, even: 6, keepProposed: 2.5, keepOffered: 15, keepAccepted: 150, waiting: 1 });
});

test("the answers give the policy back", () => {
  expect(numbersOf(answersOf(STANDARD), STANDARD)).toEqual(STANDARD);
});

test("where the way costs nothing, the answers are measured by the standard minute", () => {
  const free = { ...STANDARD, travelCost: 0 };

  expect(answersOf(free).familiar).toBe(20);
  expect(numbersOf(answersOf(free), free).travelCost).toBe(20);
});
