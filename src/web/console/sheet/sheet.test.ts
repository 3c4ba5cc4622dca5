import { expect, test } from "vitest";
import { byCommunity, planned, services, type Line, type Proposed } from "./sheet";

const grid = (community: string): Line["request"]["unit"] => ({ name: `${community}一网格`, kind: "GRID", ancestors: [{ name: "街道", kind: "STREET" }, { name: community, kind: "COMMUNITY" }] });

function line(request: string, startsAt: string, memberName: string, state: Line["state"] = "ACCEPTED"): Line {
  return {
    id: `${request} ${memberName}`,
    state,
    startsAt,
    endsAt: "2026-11-25T12:00:00Z",
    memberName,
    member: null,
    request: { id: request, number: request, menuItem: { name: "x" }, unit: grid("北") },
  };
}

const NINE = "2026-11-25T01:00:00Z";
const TEN = "2026-11-25T02:00:00Z";

test("people come together by service, the earliest service first", () => {
  const found = services([line("R-2", TEN, "Ann"), line("R-1", NINE, "Ben"), line("R-2", TEN, "Cai")], false);

  expect(found.map((one) => [one.request.number, one.people.map((who) => who.name)])).toEqual([
    ["R-1", ["Ben"]],
    ["R-2", ["Ann", "Cai"]],
  ]);
});

test("who has not answered stands on the sheet only where asked for", () => {
  const lines = [line("R-1", NINE, "Ann"), line("R-1", NINE, "Ben", "OFFERED"), line("R-2", TEN, "Cai", "OFFERED")];

  expect(services(lines, false).flatMap((one) => one.people.map((who) => who.name))).toEqual(["Ann"]);
  expect(services(lines, true).flatMap((one) => one.people.map((who) => who.name))).toEqual(["Ann", "Ben", "Cai"]);
});

test("a plan has the team of each request, until when it lasts, and nobody's answer", () => {
  const seats = [{ memberName: "Ann", member: null }, { memberName: "Ben", member: null }];
  const proposed: Proposed = { id: "P", startsAt: NINE, request: { id: "R-1", number: "R-1", menuItem: { name: "x", durationMinutes: 90 }, unit: grid("北") }, seats };

  expect(planned([proposed]).map(({ endsAt, people }) => [endsAt, people.map(({ name, state }) => [name, state])])).toEqual([
    ["2026-11-25T02:30:00.000Z", [["Ann", null], ["Ben", null]]],
  ]);
});

test("each community has its own services, those of its grids among them", () => {
  const found = services([line("R-1", NINE, "Ann"), line("R-2", TEN, "Ben")], true).map((one, n) => ({ ...one, request: { ...one.request, unit: n === 0 ? grid("南") : { name: "北", kind: "COMMUNITY" as const, ancestors: [] } } }));

  expect(byCommunity([...found, ...found.slice(0, 1)]).map(({ community, services }) => [community, services.map((one) => one.request.number)])).toEqual([
    ["北", ["R-2"]],
    ["南", ["R-1", "R-1"]],
  ]);
});
