import { expect, test } from "vitest";
import { changesBetween } from "./changes";

const offer = { id: "a", state: "OFFERED", startsAt: "2026-12-01T01:00:00Z", endsAt: "2026-12-01T02:00:00Z" };
const kinds = (after: (typeof offer)[], own: string[] = []) => changesBetween([offer], after, new Set(own)).map(({ kind }) => kind);

test("nothing is told where nothing changed, or where the member changed it himself", () => {
  expect(kinds([offer])).toEqual([]);
  expect(kinds([], ["a"])).toEqual([]);
  expect(kinds([{ ...offer, state: "ACCEPTED" }])).toEqual([]);
});

test("an offer that was taken back, ran out, moved or went is told", () => {
  expect(kinds([{ ...offer, state: "WITHDRAWN" }])).toEqual(["withdrawn"]);
  expect(kinds([{ ...offer, state: "EXPIRED" }])).toEqual(["overdue"]);
  expect(kinds([{ ...offer, startsAt: "2026-12-01T00:00:00Z" }])).toEqual(["moved"]);
  expect(kinds([])).toEqual(["gone"]);
});

test("what was over before is not told again", () => {
  expect(changesBetween([{ ...offer, state: "DECLINED" }], [], new Set())).toEqual([]);
});
