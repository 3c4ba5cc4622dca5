import { expect, test } from "vitest";
import { services, type Line } from "./sheet";

function line(request: string, startsAt: string, memberName: string, state: Line["state"] = "ACCEPTED"): Line {
  return {
    id: `${request} ${memberName}`,
    state,
    startsAt,
    endsAt: "2026-11-25T12:00:00Z",
    memberName,
    member: null,
    request: { id: request, number: request, menuItem: { name: "x" }, unit: { name: "y" } },
  };
}

const NINE = "2026-11-25T01:00:00Z";
const TEN = "2026-11-25T02:00:00Z";

test("people come together by service, the earliest service first", () => {
  const found = services([line("R-2", TEN, "Ann"), line("R-1", NINE, "Ben"), line("R-2", TEN, "Cai")], false);

  expect(found.map((one) => [one.request.number, one.people.map((who) => who.memberName)])).toEqual([
    ["R-1", ["Ben"]],
    ["R-2", ["Ann", "Cai"]],
  ]);
});

test("who has not answered stands on the sheet only where asked for", () => {
  const lines = [line("R-1", NINE, "Ann"), line("R-1", NINE, "Ben", "OFFERED"), line("R-2", TEN, "Cai", "OFFERED")];

  expect(services(lines, false).flatMap((one) => one.people.map((who) => who.memberName))).toEqual(["Ann"]);
  expect(services(lines, true).flatMap((one) => one.people.map((who) => who.memberName))).toEqual(["Ann", "Ben", "Cai"]);
});
