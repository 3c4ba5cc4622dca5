import type { Component } from "vue";

interface Tab {
  /** Folder, last part of the address, route `run-…` and word `read.…`. */
  readonly name: string;
  readonly page: () => Promise<{ default: Component }>;
}

/** What there is to read of a run, side by side; each tab is a folder. */
export const TABS: readonly Tab[] = [
  { name: "plan", page: () => import("./plan/PlanTab.vue") },
  { name: "unserved", page: () => import("./unserved/UnservedTab.vue") },
  { name: "shortages", page: () => import("./shortages/ShortagesTab.vue") },
  { name: "compare", page: () => import("./compare/CompareTab.vue") },
  { name: "map", page: () => import("./map/MapTab.vue") },
  { name: "timeline", page: () => import("./timeline/TimelineTab.vue") },
  { name: "adjust", page: () => import("./adjust/AdjustTab.vue") },
];
