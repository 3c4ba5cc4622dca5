import { expect, test } from "vitest";
import type { Board, Place } from "../board/board";
import { unitPoints } from "./features";

test("a unit is as large as all that is in it and below it", () => {
  const unit = (name: string, parent: number | null, homes: number) => ({ id: name, name, kind: "GRID", place: [120, 31] as Place, parent, places: Array.from({ length: homes }, () => [120, 31] as Place) });
  const board = { units: [unit("street", null, 0), unit("community", 0, 1), unit("grid", 1, 2), unit("other", 0, 4)] } as unknown as Board;

  expect(unitPoints(board).features.map(({ properties }) => [properties.name, properties.size])).toEqual([["street", 7], ["community", 3], ["grid", 2], ["other", 4]]);
});
