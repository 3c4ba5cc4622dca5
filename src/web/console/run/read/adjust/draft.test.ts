import { expect, test } from "vitest";
import type { Board, Member, Request } from "../board/board";
import { asPlanned, bestStart, candidates, handOver, isSame } from "./draft";

const NINE = 540;
const member = (number: string, free: [number, number][], metres = 0): Member => ({ index: 0, id: number, number, name: `Name ${number}`, unit: "", place: [0, metres], reachMetres: 500, able: new Set([1]), free, duties: [] });
const seats = [{ skill: "talk", demand: 1, required: 1, most: 1 }, { skill: "carry", demand: 2, required: 1, most: 2 }];
const request = (start: number | null): Request => ({ index: 0, id: "r", number: "R-1", service: "Visit", seats, unit: "", place: [0, 0], minutes: 60, start, reason: null, windows: [[NINE, NINE + 180]], duties: [], locks: [] });
const [a, b, c] = [member("M-1", [[NINE, NINE + 60]]), member("M-2", [[NINE + 60, NINE + 180]], 5), member("M-3", [], 1)];

test("a member takes the place of another, an open one, or the first", () => {
  const draft = { start: NINE, seats: [["M-1"], ["M-9"]], giveWay: ["R-7"] };
  expect(handOver(draft, request(NINE), b, 30, "M-9")).toEqual({ start: NINE, seats: [["M-1"], ["M-2"]], giveWay: [] });
  expect(handOver({ ...draft, seats: [[], ["M-9"]] }, request(NINE), b, 30).seats).toEqual([["M-2"], ["M-9"]]);
  expect(handOver(draft, request(NINE), b, 30).seats).toEqual([["M-1"], ["M-9", "M-2"]]);
  expect(handOver({ ...draft, seats: [["M-1"], ["M-9", "M-8"]] }, request(NINE), b, 30).seats).toEqual([["M-2"], ["M-9", "M-8"]]);
  expect(handOver(draft, request(NINE), a, 30)).toBe(draft);
});

test("a request without a start gets the first at which the member is free and serves nothing else", () => {
  const asked = request(null);
  expect(bestStart(asked, b, 30)).toBe(NINE + 60);
  const busy = { ...b, duties: [{ request: { ...request(NINE + 60), number: "R-2" }, member: b, seat: 0, travelMinutes: 0 }] };
  expect(bestStart(asked, busy, 30)).toBe(NINE + 120);
  expect(bestStart(asked, c, 30)).toBe(NINE);
});

test("what is the same but for the order of a team is no change", () => {
  const draft = asPlanned(request(NINE));
  expect(draft).toEqual({ start: NINE, seats: [[], []], giveWay: [] });
  expect(isSame({ ...draft, seats: [["M-1", "M-2"], []] }, { ...draft, seats: [["M-2", "M-1"], []] })).toBe(true);
  expect(isSame(draft, { ...draft, giveWay: ["R-2"] })).toBe(false);
});

test("who fits comes before who does not, the nearest first, and of the others it is told what is missing", () => {
  const far = { ...member("M-4", [[NINE, NINE + 60]], 900), able: new Set([1, 2]) };
  const board = { members: [c, b, far, a], showsPlaces: true } as unknown as Board;
  const found = (seat: number, text = "") => candidates(board, request(NINE), seat, NINE, text, (one) => one.place?.[1] ?? null).map((one) => [one.member.number, one.obstacles]);

  expect(found(0)).toEqual([["M-1", []], ["M-4", ["far"]], ["M-3", ["away"]], ["M-2", ["away"]]]);
  expect(found(1)).toEqual([["M-4", ["far"]], ["M-1", ["unable"]], ["M-3", ["unable", "away"]], ["M-2", ["unable", "away"]]]);
  expect(found(0, "m-2").map(([number]) => number)).toEqual(["M-2"]);
});

test("of whom only the unit's centre is shown, nothing is told about the way", () => {
  const board = { members: [member("M-1", [[NINE, NINE + 60]], 900)], showsPlaces: false } as unknown as Board;
  expect(candidates(board, request(NINE), 0, NINE, "", () => 900).map((one) => one.obstacles)).toEqual([[]]);
});
