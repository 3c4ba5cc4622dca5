import { expect, test } from "vitest";
import type { RunBoardQuery } from "../../../../generated/coordinator/graphql";
import { assemble, busyIn, isFree, metresBetween, standing, startsOf } from "./board";

const NINE = 9 * 60;
const said = {
  showsPlaces: true,
  startStepMinutes: 30,
  run: { id: "run", version: 3, number: "RUN-1", week: "2026-W49", state: "PROPOSED" },
  units: { ids: ["u"], names: ["Elm Court"], kinds: ["COMMUNITY"], parents: [null], longitudes: [120.3], latitudes: [null] },
  services: { names: ["Visit"], seatOf: [0, 0], seatSkills: ["talk", "carry"], seatDemands: [0, 1], seatRequired: [1, 1], seatMost: [1, 2] },
  members: { ids: ["m"], numbers: ["M-1"], names: ["Wang"], units: [0], longitudes: [120.3], latitudes: [31.5], reachMetres: [900], ableOf: [0], ableDemands: [1], freeOf: [0], freeFrom: [NINE], freeUntil: [NINE + 180] },
  requests: {
    ids: ["a", "b"], numbers: ["R-1", "R-2"], services: [0, 0], units: [0, null], longitudes: [120.3, null], latitudes: [31.51, null], minutes: [60, 60],
    starts: [NINE, null], reasons: [null, "no_skill"], windowOf: [0, 1], windowFrom: [NINE, NINE], windowUntil: [NINE + 60, NINE + 120],
  },
  duties: { requests: [0], members: [0], seats: [1], travelMinutes: [7] },
  locks: { ids: ["l"], kinds: ["PAIR_AND_TIME"], requests: [0], members: [0], starts: [NINE] },
} as unknown as RunBoardQuery["runBoard"];
const board = assemble(said);
const [first, second] = board.requests as [(typeof board.requests)[0], (typeof board.requests)[0]];
const [member] = board.members as [(typeof board.members)[0]];

test("the columns become requests and members that know one another", () => {
  expect([first.service, first.unit, first.seats.map((seat) => seat.most)]).toEqual(["Visit", "Elm Court", [1, 2]]);
  expect(first.duties.map((duty) => [duty.member.name, duty.seat, duty.travelMinutes])).toEqual([["Wang", 1, 7]]);
  expect(member.duties[0]?.request).toBe(first);
  expect([member.reachMetres, first.seats.map(({ demand }) => demand !== null && member.able.has(demand))]).toEqual([900, [false, true]]);
  expect(board.requestBy.get("R-2")).toBe(second);
  expect(board.units[0]?.places).toEqual([[120.3, 31.5], [120.3, 31.51]]);
  expect([second.unit, second.place, board.units[0]?.place]).toEqual(["", null, null]);
});

test("a request is locked, served or not", () => {
  expect([standing(first), standing(second)]).toEqual(["locked", "unserved"]);
});

test("a service begins in its windows, step by step, and ends in them", () => {
  expect(startsOf(first, 30)).toEqual([NINE]);
  expect(startsOf(second, 30)).toEqual([NINE, NINE + 30, NINE + 60]);
});

test("who is free and who is busy is known to the minute", () => {
  expect([isFree(member, [NINE, NINE + 180]), isFree(member, [NINE, NINE + 181])]).toEqual([true, false]);
  expect([busyIn(member, [NINE + 59, NINE + 90]).length, busyIn(member, [NINE + 60, NINE + 90]).length]).toEqual([1, 0]);
  expect(busyIn(member, [NINE, NINE + 60], first)).toEqual([]);
});

test("a hundredth of a degree north is about 1.1 kilometres", () => {
  expect([metresBetween(member.place, first.place), metresBetween(member.place, second.place)]).toEqual([1113, null]);
});
