import { beforeEach, expect, test, vi } from "vitest";
import { awayMoments, awaySpan } from "./away";

beforeEach(() => vi.stubGlobal("localStorage", { getItem: () => null }));
const away = { from: "2026-12-07", until: "2026-12-08", isPart: false, fromTime: "09:00", untilTime: "12:00" };

test("whole days end with the day after the last", () => {
  const { startsAt, endsAt } = awayMoments(away);
  expect([startsAt, endsAt]).toEqual(["2026-12-07T00:00:00+08:00", "2026-12-09T00:00:00+08:00"]);
  expect(awaySpan(startsAt, endsAt)).toEqual({ from: "12月7日", until: "12月8日" });
});

test("some hours are said with their times", () => {
  const { startsAt, endsAt } = awayMoments({ ...away, until: "2026-12-07", isPart: true });
  expect(awaySpan(startsAt, endsAt)).toEqual({ from: "12月7日 09:00", until: "12月7日 12:00" });
});
