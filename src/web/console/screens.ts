import type { RouteRecordRaw } from "vue-router";
import { holds, type Viewer } from "../shared/viewer";

export const GROUPS = ["week", "people", "settings"] as const;

/** An entry of the navigation. Its route must need no parameters. */
export interface NavEntry {
  /** Name of the route it leads to. */
  readonly to: string;
  /** Key of its word, which is the title of the page as well. */
  readonly word: string;
  readonly group: (typeof GROUPS)[number];
  /** Place within the group. */
  readonly order: number;
  /** Shown to who has one of these rights on any unit. */
  readonly needs: readonly string[];
  /** The letter that leads there after `g`. */
  readonly letter?: string;
}

/** What `screen.ts` of a screen's folder exports by default: its routes, and its entries of the navigation. */
export interface Screen {
  readonly routes: readonly RouteRecordRaw[];
  readonly nav?: readonly NavEntry[];
}

const screens = Object.values(import.meta.glob<Screen>("./*/screen.ts", { eager: true, import: "default" }));

export const routes: RouteRecordRaw[] = screens.flatMap((screen) => screen.routes);

const entries = screens
  .flatMap((screen) => screen.nav ?? [])
  .sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || a.order - b.order);

/** The entries that a viewer gets, in order. */
export function entriesFor(viewer: Viewer): NavEntry[] {
  return entries.filter((entry) => entry.needs.some((right) => holds(viewer, right)));
}
