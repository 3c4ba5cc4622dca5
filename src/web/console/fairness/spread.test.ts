import { expect, test } from "vitest";
import { idle, membersOf, percentOfBusiestTenth, servicesOf } from "./spread";

const SPREAD = [
  { services: 0, members: 6 },
  { services: 1, members: 12 },
  { services: 4, members: 2 },
];

test("members, services and who did nothing are counted", () => {
  expect([membersOf(SPREAD), servicesOf(SPREAD), idle(SPREAD)]).toEqual([20, 20, 6]);
});

test("the busiest tenth is told in percent of all services", () => {
  expect(percentOfBusiestTenth(SPREAD)).toBe(40);
  expect(percentOfBusiestTenth([{ services: 3, members: 50 }])).toBe(10);
  expect(percentOfBusiestTenth([{ services: 2, members: 5 }])).toBe(10);
  expect(percentOfBusiestTenth([{ services: 0, members: 5 }])).toBeNull();
});
