import { expect, test } from "vitest";
import { dueStep, isOpen, type Run } from "./run";

const SUMMARY = {} as Run["summary"];

test.each([
  ["DRAFT", null, "preflight"],
  ["RUNNING", SUMMARY, "solve"],
  ["CANCELLED", null, "solve"],
  ["PROPOSED", SUMMARY, "read"],
  ["PUBLISHED", SUMMARY, "publish"],
] as const)("a run that is %s waits at its step", (state, summary, step) => expect(dueStep({ state, summary })).toBe(step));

test("what is not solved yet is neither read nor published", () => {
  expect(isOpen("read", { state: "RUNNING", summary: SUMMARY })).toBe(false);
  expect(isOpen("publish", { state: "PROPOSED", summary: SUMMARY })).toBe(true);
  expect(isOpen("preflight", { state: "DRAFT", summary: null })).toBe(true);
});
