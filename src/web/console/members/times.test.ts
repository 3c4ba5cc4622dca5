import { beforeEach, expect, test, vi } from "vitest";
import { timeSaid, timeText, typedTime } from "./times";

beforeEach(() => vi.stubGlobal("localStorage", { getItem: () => null }));

test("a time of the week goes there and back; until 00:00 is until midnight", () => {
  const said = { weekday: 2, startMinute: 1320, endMinute: 1440, validFrom: null, validUntil: "2027-01-31" };
  const typed = { weekday: 2, from: "22:00", to: "00:00", validFrom: "", validUntil: "2027-01-31" };

  expect(typedTime(said)).toEqual(typed);
  expect(timeSaid(typed)).toEqual(said);
  expect(timeText(said)).toBe("周三 22:00–00:00");
});
