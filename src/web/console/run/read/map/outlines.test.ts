import { expect, test } from "vitest";
import type { Place } from "../board/board";
import { hull, unitOutlines } from "./outlines";

const unit = (kind: string, parent: number | null, places: Place[]) => ({ id: kind, name: kind, kind, place: null, parent, places });

test("a belt round places has the outermost alone, each once", () => {
  expect(hull([[1, 1], [0, 0], [2, 0], [1, 0], [2, 2], [0, 2], [2, 2], [0, 1]])).toEqual([[0, 0], [2, 0], [2, 2], [0, 2]]);
  expect(hull([[3, 4], [3, 4]])).toEqual([[3, 4]]);
  expect(hull([])).toEqual([]);
});

test("a unit's area takes in those of the units below; two places or a straight row of houses have none", () => {
  const units = [unit("STREET", null, [[9, 9]]), unit("GRID", 0, [[0, 0], [1, 0], [0, 1]]), unit("GRID", 0, [[5, 5], [6, 6], [7, 7]])];

  const { features } = unitOutlines({ units });

  expect(features.map(({ properties, geometry }) => [properties.kind, geometry.coordinates[0]])).toEqual([
    ["STREET", [[0, 0], [1, 0], [9, 9], [0, 1], [0, 0]]],
    ["GRID", [[0, 0], [1, 0], [0, 1], [0, 0]]],
  ]);
});
