import { expect, test } from "vitest";
import { afterOwnSteps, rememberStep } from "./own_steps";

test("a step builds on the versions that the page's own steps made, and on no other's", () => {
  rememberStep({ input: { id: "m1", expectedVersion: 4 } }, { member: { id: "m1", version: 5 } });
  rememberStep({ input: { id: "m1", expectedVersion: 5 } }, { member: { id: "m1", version: 6 } });

  expect(afterOwnSteps({ input: { id: "m1", expectedVersion: 4, reason: "住院" } })).toEqual({ input: { id: "m1", expectedVersion: 6, reason: "住院" } });
  expect(afterOwnSteps({ input: { id: "m1", expectedVersion: 3 } })).toEqual({ input: { id: "m1", expectedVersion: 3 } });
  expect(afterOwnSteps({ input: { id: "m2", expectedVersion: 4 } })).toEqual({ input: { id: "m2", expectedVersion: 4 } });
});

test("variables without an input are raised too; those that expect nothing go as they are", () => {
  rememberStep({ id: "a1", expectedVersion: 1 }, { assignment: { id: "a1", version: 2 } });

  expect(afterOwnSteps({ id: "a1", expectedVersion: 1 })).toEqual({ id: "a1", expectedVersion: 2 });
  const plain = { id: "a1" };
  expect(afterOwnSteps(plain)).toBe(plain);
});

test("a row that the step did not name, or that it left as it was, is not remembered", () => {
  rememberStep({ input: { id: "a2", expectedVersion: 1 } }, { assignment: { id: "a3", version: 2 }, request: null });
  rememberStep({ input: { id: "a2", expectedVersion: 1 } }, { assignment: { id: "a2", version: 1 } });

  expect(afterOwnSteps({ input: { id: "a2", expectedVersion: 1 } })).toEqual({ input: { id: "a2", expectedVersion: 1 } });
  expect(afterOwnSteps({ input: { id: "a3", expectedVersion: 1 } })).toEqual({ input: { id: "a3", expectedVersion: 1 } });
});
