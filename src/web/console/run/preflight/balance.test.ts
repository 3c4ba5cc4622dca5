import { expect, test } from "vitest";
import { balances } from "./balance";

const line = (name: string, demandMinutes: number, supplyMinutes: number) => ({ name, requests: 1, members: 1, demandMinutes, supplyMinutes });

test("the tightest stands first, and what nobody can do before all", () => {
  const rows = balances([line("plenty", 60, 600), line("short", 90, 60), line("nobody", 30, 0), line("tight", 30, 60), line("idle", 0, 60)]);

  expect(rows.map(({ name, tension, percent }) => [name, tension, percent])).toEqual([
    ["nobody", "nobody", 100],
    ["short", "short", 100],
    ["tight", "tight", 50],
    ["plenty", "enough", 10],
    ["idle", "idle", 0],
  ]);
  expect([rows[1]?.demandHours, rows[1]?.supplyHours]).toEqual(["1.5", "1.0"]);
});
