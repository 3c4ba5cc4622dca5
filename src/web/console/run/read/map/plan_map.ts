import "maplibre-gl/dist/maplibre-gl.css";
import { Map, NavigationControl, setWorkerUrl, type GeoJSONSource, type MapLayerMouseEvent } from "maplibre-gl";
// A file of our own origin: `worker-src 'self'` lets no worker come from a blob.
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Board } from "../board/board";
import { extent, memberPoints, placeOf, requestPoints, ways } from "./features";
import { MOST_ZOOM, styleOf, type Tiles } from "./style";

export interface Chosen {
  readonly request: string | null;
  readonly member: string | null;
}

export interface PlanMap {
  /** Draws another state of the plan. */
  redraw(board: Board): void;
  /** Draws what is looked at, and brings it into sight. */
  show(board: Board, chosen: Chosen): void;
  remove(): void;
}

const NEAR_ZOOM = 16;
const MILLISECONDS_TO_FLY = 600;

setWorkerUrl(workerUrl);

/**
 * A map in a box; throws where the browser cannot draw one. `said`: words of its buttons, by MapLibre's names; `drawn`
 * is told when all is seen for the first time.
 */
export function planMap(box: HTMLElement, board: Board, tiles: Tiles | null, said: Record<string, string>, choose: (what: Partial<Chosen>) => void, drawn: () => void): PlanMap {
  const bounds = extent(board);
  const map = new Map({
    container: box,
    style: styleOf(board, tiles),
    ...(bounds ? { bounds, fitBoundsOptions: { padding: 40, maxZoom: NEAR_ZOOM } } : {}),
    attributionControl: tiles ? { compact: false } : false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: MOST_ZOOM,
    locale: said,
    fadeDuration: 0,
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.once("idle", drawn);
  map.touchZoomRotate.disableRotation();
  const source = (name: string) => map.getSource<GeoJSONSource>(name);
  let shown: Chosen = { request: null, member: null };
  /** The style is read apart from the page's own work. */
  const whenReady = (draw: () => void) => void (map.isStyleLoaded() || map.getSource("chosen") ? draw() : map.once("load", draw));

  for (const [layer, key] of [["request-points", "request"], ["member-points", "member"]] as const) {
    map.on("click", layer, (event: MapLayerMouseEvent) => choose({ [key]: event.features?.[0]?.properties.number as string }));
  }
  for (const [layer, name, key] of [["request-clusters", "requests", "request"], ["member-clusters", "members", "member"]] as const) {
    map.on("click", layer, async (event: MapLayerMouseEvent) => {
      const [cluster, points] = [event.features?.[0]?.properties, source(name)];
      if (!cluster || !points) return;
      const id = cluster.cluster_id as number;
      const zoom = await points.getClusterExpansionZoom(id);
      if (zoom <= MOST_ZOOM) return void map.easeTo({ center: event.lngLat, zoom });
      // One place for them all, as in one house: each press chooses the next.
      const numbers = (await points.getClusterLeaves(id, cluster.point_count as number, 0)).map((leaf) => leaf.properties?.number as string).sort();
      choose({ [key]: numbers[(numbers.indexOf(shown[key] ?? "") + 1) % numbers.length] });
    });
  }
  for (const layer of ["request-points", "member-points", "request-clusters", "member-clusters"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }

  return {
    redraw: (now) =>
      whenReady(() => {
        source("requests")?.setData(requestPoints(now));
        source("members")?.setData(memberPoints(now));
      }),
    show: (now, chosen) =>
      whenReady(() => {
        shown = chosen;
        source("ways")?.setData(ways(now, chosen.request, chosen.member));
        const place = placeOf(now, chosen.request, chosen.member);
        const point = place ? [{ type: "Feature" as const, properties: {}, geometry: { type: "Point" as const, coordinates: [place[0], place[1]] } }] : [];
        source("chosen")?.setData({ type: "FeatureCollection", features: point });
        if (place) map.easeTo({ center: [place[0], place[1]], zoom: Math.max(map.getZoom(), NEAR_ZOOM), duration: MILLISECONDS_TO_FLY });
      }),
    remove: () => map.remove(),
  };
}
