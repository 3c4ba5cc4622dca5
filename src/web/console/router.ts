import { createRouter, createWebHistory } from "vue-router";
import { routes } from "./screens";

export const router = createRouter({
  history: createWebHistory("/console/"),
  routes: [...routes, { path: "/", name: "home", component: () => import("./HomePage.vue") }, { path: "/:rest(.*)*", redirect: "/" }],
});
