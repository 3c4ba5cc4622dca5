import { createRouter, createWebHistory } from "vue-router";
import HomePage from "./home/HomePage.vue";

export const router = createRouter({
  history: createWebHistory("/resident/"),
  scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
  routes: [
    { path: "/", name: "home", component: HomePage },
    { path: "/order", name: "order", component: () => import("./order/OrderPage.vue") },
    { path: "/series", name: "series", component: () => import("./series/SeriesPage.vue") },
    { path: "/request/:id", name: "request", component: () => import("./follow/FollowPage.vue"), props: true },
    { path: "/request/:id/change", name: "change", component: () => import("./change/ChangePage.vue"), props: true },
    { path: "/request/:id/reopen", name: "reopen", component: () => import("./reopen/ReopenPage.vue"), props: true },
    { path: "/:rest(.*)*", redirect: "/" },
  ],
});
