import { expect, test } from "vitest";
import { answerBy } from "./deadline";

const NOON = new Date("2026-11-25T04:00:00Z");

test("who is asked by hand has a day, but not beyond the start", () => {
  expect(answerBy(NOON, new Date("2026-11-28T04:00:00Z")).toISOString()).toBe("2026-11-26T04:00:00.000Z");
  expect(answerBy(NOON, new Date("2026-11-25T10:00:00Z")).toISOString()).toBe("2026-11-25T10:00:00.000Z");
});
