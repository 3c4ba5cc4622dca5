import { expect, test } from "vitest";
import { asked, chosenAt, EVERYTHING, saidBy } from "./chosen";

test("a day of the plan is the day in Shanghai, and served lines stand by their start", () => {
  expect(asked({ ...EVERYTHING, day: 2, text: " 理发 " }, "2026-W49")).toEqual({
    order: "START",
    filter: { served: true, menuItem: null, below: null, member: null, text: "理发", startsFrom: "2026-12-01T16:00:00.000Z", startsBefore: "2026-12-02T16:00:00.000Z" },
  });
});

test("what is not served has neither day nor member", () => {
  expect(asked({ ...EVERYTHING, served: "no", day: 2, member: "m" }, "2026-W49")).toEqual({
    order: "STEADY",
    filter: { served: false, menuItem: null, below: null, member: null, text: null },
  });
});

test("what is looked at stands in the address, everything in none; a day that is none counts for nothing", () => {
  const chosen = { served: "no", day: 6, item: "i", unit: "u", member: "m", memberName: "李明", text: "理发" } as const;

  expect(chosenAt((key) => saidBy(chosen)[key] ?? "")).toEqual(chosen);
  expect(Object.values(saidBy({ ...EVERYTHING })).join("")).toBe("");
  expect(chosenAt((key) => (key === "day" ? "7" : ""))).toEqual(EVERYTHING);
});
