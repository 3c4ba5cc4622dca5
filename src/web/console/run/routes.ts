import type { RouteRecordRaw } from "vue-router";
import { TABS } from "./read/tabs";

/** A new run; one run: a frame with the steps, and in it one screen a step. */
export const runRoutes: readonly RouteRecordRaw[] = [
  { path: "/runs/new", name: "run-new", component: () => import("./scope/NewRunPage.vue"), meta: { of: "runs" } },
  { path: "/runs/:id/sheet", name: "run-sheet", component: () => import("../sheet/PlanSheetPage.vue"), props: true, meta: { of: "runs" } },
  {
    path: "/runs/:id",
    component: () => import("./RunFrame.vue"),
    props: true,
    meta: { of: "runs" },
    children: [
      { path: "", name: "run", component: { render: () => null } },
      { path: "scope", name: "run-scope", component: () => import("./scope/ScopePage.vue") },
      { path: "preflight", name: "run-preflight", component: () => import("./preflight/PreflightPage.vue") },
      { path: "solve", name: "run-solve", component: () => import("./solve/SolvePage.vue") },
      {
        path: "read",
        name: "run-read",
        component: () => import("./read/ReadPage.vue"),
        redirect: { name: "run-plan" },
        children: TABS.map(({ name, page }) => ({ path: name, name: `run-${name}`, component: page })),
      },
      { path: "publish", name: "run-publish", component: () => import("./publish/PublishPage.vue") },
    ],
  },
];
