import { expect, test } from "vitest";
import { startsWithNext } from "./opening";

const tally = (state: "OFFERED" | "COMPLETED", count: number) => ({ day: "2026-11-25", state, count, backfilled: 0 });

test("the week of which more is to come is shown first", () => {
  expect(startsWithNext([tally("COMPLETED", 90), tally("OFFERED", 1)], [tally("OFFERED", 2)])).toBe(true);
  expect(startsWithNext([tally("OFFERED", 2)], [tally("OFFERED", 2), tally("COMPLETED", 9)])).toBe(false);
});

test("where nothing is to come, it is this one", () => expect(startsWithNext([tally("COMPLETED", 3)], [])).toBe(false));
