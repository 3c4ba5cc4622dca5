import { beforeEach, expect, test, vi } from "vitest";
import { typedWindow, windowsSaid } from "./windows";

beforeEach(() => vi.stubGlobal("localStorage", { getItem: () => null }));

test("a time is sent as it is typed in Shanghai; one that ends before it begins runs past midnight", () => {
  expect(
    windowsSaid([
      { day: "2026-12-05", from: "09:00", to: "12:30" },
      { day: "2026-12-31", from: "22:00", to: "01:00" },
    ]),
  ).toEqual([
    { startsAt: "2026-12-05T09:00:00+08:00", endsAt: "2026-12-05T12:30:00+08:00" },
    { startsAt: "2026-12-31T22:00:00+08:00", endsAt: "2027-01-01T01:00:00+08:00" },
  ]);
});

test("what the server says is shown as it was typed", () => {
  expect(typedWindow({ startsAt: "2026-12-31T14:00:00Z", endsAt: "2026-12-31T17:00:00Z" })).toEqual({ day: "2026-12-31", from: "22:00", to: "01:00" });
});
