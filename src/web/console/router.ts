import { createRouter, createWebHistory } from "vue-router";
import { runRoutes } from "./run/routes";

export const router = createRouter({
  history: createWebHistory("/console/"),
  routes: [
    { path: "/", redirect: "/runs" },
    { path: "/runs", name: "runs", component: () => import("./runs/RunsPage.vue") },
    { path: "/runs/new", name: "run-new", component: () => import("./run/scope/NewRunPage.vue") },
    runRoutes,
    { path: "/:rest(.*)*", redirect: "/" },
  ],
});
