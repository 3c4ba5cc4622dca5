import { createRouter, createWebHistory } from "vue-router";

export const router = createRouter({
  history: createWebHistory("/console/"),
  routes: [
    { path: "/", redirect: "/runs" },
    { path: "/runs", name: "runs", component: () => import("./runs/RunsPage.vue") },
    { path: "/runs/:id", name: "run", component: () => import("./run/RunPage.vue"), props: true },
    { path: "/:rest(.*)*", redirect: "/" },
  ],
});
