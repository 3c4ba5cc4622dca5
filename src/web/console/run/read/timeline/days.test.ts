import { expect, test } from "vitest";
import type { Board, Member } from "../board/board";
import { dutiesOn, freeOn, hours, onDay, share } from "./days";

const DAY = 1440;
const member = { free: [[DAY + 540, DAY + 700], [2 * DAY - 60, 2 * DAY + 30]], duties: [{ request: { start: DAY + 600, minutes: 90 } }] } as unknown as Member;

test("a day is shown from the first to the last hour in which anything happens", () => {
  const early = { members: [{ free: [[545, 700]] }], requests: [{ start: DAY + 600, minutes: 90 }, { start: null, minutes: 600 }] } as unknown as Board;
  expect(hours(early)).toEqual([540, 720]);
  expect(hours({ members: [], requests: [] } as unknown as Board)).toEqual([480, 1200]);
});

test("a stretch over midnight lies on both days", () => {
  expect([onDay([DAY - 60, DAY + 30], 0), onDay([DAY - 60, DAY + 30], 1), onDay([DAY - 60, DAY + 30], 2)]).toEqual([[1380, 1440], [0, 30], null]);
  expect([freeOn(member, 1), freeOn(member, 2), freeOn(member, 3)]).toEqual([[[540, 700], [1380, 1440]], [[0, 30]], []]);
  expect(dutiesOn(member, 1).length).toBe(1);
});

test("where it lies is told in per cent of the shown hours", () => {
  expect(share([540, 600], [480, 720])).toEqual({ left: "25.00%", width: "25.00%" });
});
