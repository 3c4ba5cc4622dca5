import { expect, test } from "vitest";
import { asked, EVERYTHING } from "./chosen";

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
