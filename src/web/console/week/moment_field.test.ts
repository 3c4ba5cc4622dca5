import { expect, test } from "vitest";
import { fieldOf, momentOf } from "./moment_field";

test("a moment goes into a field and comes back, late in the evening of the day before, too", () => {
  expect(fieldOf("2026-11-30T16:30:00Z")).toBe("2026-12-01T00:30");
  expect(new Date(momentOf(fieldOf("2026-11-30T16:30:00Z"))).toISOString()).toBe("2026-11-30T16:30:00.000Z");
});
