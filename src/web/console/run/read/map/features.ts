import type { FeatureCollection, LineString, Point } from "geojson";
import { standing, type Board, type Place, type Request, type Standing } from "../board/board";

export interface RequestFacts {
  readonly number: string;
  readonly standing: Standing;
}
export interface MemberFacts {
  readonly number: string;
}

/** The requests that have a place. */
export function requestPoints(board: Board): FeatureCollection<Point, RequestFacts> {
  return points(board.requests, (request) => ({ number: request.number, standing: standing(request) }));
}

/** The members' homes, or what stands for them. */
export function memberPoints(board: Board): FeatureCollection<Point, MemberFacts> {
  return points(board.members, (member) => ({ number: member.number }));
}

/** The units' names at their centres, and how much there is of each: of members and requests, those of units below it too. */
export function unitPoints(board: Board): FeatureCollection<Point, { name: string; kind: string; size: number }> {
  const sizes = new Map(board.units.map((unit) => [unit, 0]));
  for (const unit of board.units) {
    for (let at: Board["units"][number] | undefined = unit; at; at = at.parent === null ? undefined : board.units[at.parent]) sizes.set(at, (sizes.get(at) ?? 0) + unit.places.length);
  }
  return points(board.units, (unit) => ({ name: unit.name, kind: unit.kind, size: sizes.get(unit) ?? 0 }));
}

/** The ways of what is looked at: from each home to each place. */
export function ways(board: Board, request: string | null, member: string | null): FeatureCollection<LineString> {
  const duties = [...(board.requestBy.get(request ?? "")?.duties ?? []), ...(board.memberBy.get(member ?? "")?.duties ?? [])];
  const features = [...new Set(duties)].flatMap(({ request: { place: to }, member: { place: from } }) =>
    from && to ? [{ type: "Feature" as const, properties: {}, geometry: { type: "LineString" as const, coordinates: [[...from], [...to]] } }] : [],
  );
  return { type: "FeatureCollection", features };
}

/** West, south, east and north of all there is; null where nothing has a place. */
export function extent(board: Board): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { place } of [...board.requests, ...board.members]) {
    if (!place) continue;
    [west, south, east, north] = [Math.min(west, place[0]), Math.min(south, place[1]), Math.max(east, place[0]), Math.max(north, place[1])];
  }
  return west > east ? null : [west, south, east, north];
}

/** Where to look for a request: its place. */
export function placeOf(board: Board, request: string | null, member: string | null): Place | null {
  const found: Request | undefined = board.requestBy.get(request ?? "");
  return found?.place ?? board.memberBy.get(member ?? "")?.place ?? null;
}

function points<Row extends { place: Place | null }, Facts>(rows: readonly Row[], facts: (row: Row) => Facts): FeatureCollection<Point, Facts> {
  return {
    type: "FeatureCollection",
    features: rows.flatMap((row) => (row.place ? [{ type: "Feature" as const, properties: facts(row), geometry: { type: "Point" as const, coordinates: [row.place[0], row.place[1]] } }] : [])),
  };
}
