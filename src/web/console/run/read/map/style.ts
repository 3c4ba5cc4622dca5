import type { ExpressionSpecification, FilterSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { memberPoints, requestPoints, unitPoints } from "./features";
import { unitOutlines } from "./outlines";
import type { Board } from "../board/board";

/** Colours that are told apart by the colour-blind, too: filled, hollow and ringed. */
export const COLOURS = { served: "#1b6e3c", unserved: "#b3261e", locked: "#8a5300", member: "#2456a6", area: "#5d6b82", ground: "#eef0f3", ink: "#1d2129" } as const;

export interface Tiles {
  readonly url: string;
  readonly credit: string;
}

/** As near as the map comes: what lies together here lies together for good. */
export const MOST_ZOOM = 19;

const isPoint: FilterSpecification = ["!", ["has", "point_count"]];
const isCluster: FilterSpecification = ["has", "point_count"];
const byStanding: ExpressionSpecification = ["match", ["get", "standing"], "unserved", COLOURS.unserved, "locked", COLOURS.locked, COLOURS.served];
const largerWithCount: ExpressionSpecification = ["step", ["get", "point_count"], 12, 10, 15, 100, 19, 1000, 24];
const FONT = ["sans-serif"];

/** Points that lie close are one circle with their number. */
function clustered(data: unknown, sums: Record<string, ExpressionSpecification> = {}) {
  return { type: "geojson", data, maxzoom: MOST_ZOOM + 1, cluster: true, clusterRadius: 38, clusterMaxZoom: MOST_ZOOM, clusterProperties: sums } as StyleSpecification["sources"][string];
}

/** The whole map: units, homes, requests, ways; tiles below them where the operator has chosen some. */
export function styleOf(board: Board, tiles: Tiles | null): StyleSpecification {
  const unserved: ExpressionSpecification = ["+", ["case", ["==", ["get", "standing"], "unserved"], 1, 0]];
  return {
    version: 8,
    sources: {
      ...(tiles ? { tiles: { type: "raster", tiles: [tiles.url], tileSize: 256, attribution: tiles.credit } } : {}),
      units: { type: "geojson", data: unitPoints(board) },
      areas: { type: "geojson", data: unitOutlines(board) },
      members: clustered(memberPoints(board)),
      requests: clustered(requestPoints(board), { unserved }),
      ways: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
      chosen: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": COLOURS.ground } },
      ...(tiles ? [{ id: "tiles", type: "raster", source: "tiles" } as LayerSpecification] : []),
      ...areas,
      { id: "ways", type: "line", source: "ways", paint: { "line-color": COLOURS.ink, "line-width": 2, "line-dasharray": [2, 1] } },
      ...members,
      ...requests,
      { id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": 13, "circle-opacity": 0, "circle-stroke-width": 4, "circle-stroke-color": "#2f6fed" } },
      ...unitNames,
    ],
  };
}

const members: LayerSpecification[] = [
  { id: "member-clusters", type: "circle", source: "members", filter: isCluster, paint: { "circle-radius": largerWithCount, "circle-color": "#dbe5f5", "circle-stroke-width": 1, "circle-stroke-color": COLOURS.member } },
  { id: "member-counts", type: "symbol", source: "members", filter: isCluster, layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": FONT, "text-size": 11 }, paint: { "text-color": COLOURS.member } },
  { id: "member-points", type: "circle", source: "members", filter: isPoint, paint: { "circle-radius": 4, "circle-color": COLOURS.member, "circle-stroke-width": 1, "circle-stroke-color": "#fff" } },
];

const requests: LayerSpecification[] = [
  {
    id: "request-clusters",
    type: "circle",
    source: "requests",
    filter: isCluster,
    paint: { "circle-radius": largerWithCount, "circle-color": "#fff", "circle-stroke-width": 3, "circle-stroke-color": ["case", [">", ["get", "unserved"], 0], COLOURS.unserved, COLOURS.served] },
  },
  { id: "request-counts", type: "symbol", source: "requests", filter: isCluster, layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": COLOURS.ink } },
  {
    id: "request-points",
    type: "circle",
    source: "requests",
    filter: isPoint,
    paint: {
      "circle-radius": 7,
      "circle-color": ["match", ["get", "standing"], "unserved", "#fff", "locked", "#fff3d6", COLOURS.served],
      "circle-stroke-width": ["match", ["get", "standing"], "served", 1, 3],
      "circle-stroke-color": ["match", ["get", "standing"], "served", "#fff", byStanding],
    },
  },
];

/** The larger the unit, the farther away it is seen. */
const UNITS = [["STREET", 0, 15], ["COMMUNITY", 11, 16], ["GRID", 14, 24]] as const;

const areas: LayerSpecification[] = UNITS.flatMap(([kind, minzoom, maxzoom]) => {
  const where = { source: "areas", minzoom, maxzoom, filter: ["==", ["get", "kind"], kind] as FilterSpecification };
  return [
    { id: `areas-${kind}`, type: "fill", ...where, paint: { "fill-color": COLOURS.area, "fill-opacity": 0.07 } },
    { id: `outlines-${kind}`, type: "line", ...where, layout: { "line-join": "round" }, paint: { "line-color": COLOURS.area, "line-width": kind === "STREET" ? 2 : 1.2, "line-opacity": 0.7 } },
  ] satisfies LayerSpecification[];
});

const unitNames: LayerSpecification[] = UNITS.map(([kind, from, until]) => ({
  id: `units-${kind}`,
  type: "symbol",
  source: "units",
  minzoom: from,
  maxzoom: until,
  filter: ["==", ["get", "kind"], kind],
  layout: {
    "text-field": ["get", "name"],
    "text-font": FONT,
    "text-size": kind === "GRID" ? 12 : ["interpolate", ["linear"], ["zoom"], 10, 12, 14, 14],
    "text-anchor": "top",
    "text-offset": [0, 0.8],
    // Where they crowd, the largest keep their names, with some air between them; zooming in brings the rest.
    "symbol-sort-key": ["-", ["get", "size"]],
    "text-padding": ["interpolate", ["linear"], ["zoom"], 10, 24, 15, 4],
  },
  paint: { "text-color": "#3a4150", "text-halo-color": "#fff", "text-halo-width": 1.5 },
}));
