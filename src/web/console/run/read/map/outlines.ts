import type { FeatureCollection, Polygon } from "geojson";
import type { Board, Place } from "../board/board";

/**
 * Round each unit, the area in which its members and requests lie, with those of the units below. Nobody has told us the
 * borders themselves: this is where the unit's work is.
 */
export function unitOutlines({ units }: Pick<Board, "units">): FeatureCollection<Polygon, { kind: string }> {
  const below = units.map((): number[] => []);
  units.forEach(({ parent }, n) => below[parent ?? -1]?.push(n));
  const hulls = new Map<number, Place[]>();

  function hullAt(n: number): Place[] {
    const known = hulls.get(n) ?? hull([...(units[n]?.places ?? []), ...(below[n] ?? []).flatMap(hullAt)]);
    hulls.set(n, known);
    return known;
  }

  const features = units.flatMap(({ kind }, n) => {
    const ring = hullAt(n);
    return ring.length < 3 ? [] : [{ type: "Feature" as const, properties: { kind }, geometry: { type: "Polygon" as const, coordinates: [closed(ring)] } }];
  });
  return { type: "FeatureCollection", features };
}

function closed(ring: readonly Place[]): number[][] {
  return [...ring, ring[0] as Place].map((place) => [...place]);
}

/** The corners of the tightest belt round some places, counter-clockwise; those on a line between others are no corners. */
export function hull(places: readonly Place[]): Place[] {
  const sorted = [...places].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const lower = half(sorted);
  const upper = half(sorted.reverse());
  return lower.length > 1 ? [...lower.slice(0, -1), ...upper.slice(0, -1)] : lower;
}

function half(sorted: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const place of sorted) {
    while (kept.length > 1 && turn(kept.at(-2) as Place, kept.at(-1) as Place, place) <= 0) kept.pop();
    const last = kept.at(-1);
    if (!last || last[0] !== place[0] || last[1] !== place[1]) kept.push(place);
  }
  return kept;
}

/** Above zero where the way from `a` by `b` to `c` turns left. */
function turn(a: Place, b: Place, c: Place): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
