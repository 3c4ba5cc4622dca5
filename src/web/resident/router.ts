import { createRouter, createWebHistory } from "vue-router";
import HomePage from "./home/HomePage.vue";

export const router = createRouter({
  history: createWebHistory("/resident/"),
  routes: [
    { path: "/", name: "home", component: HomePage },
    { path: "/order", name: "order", component: () => import("./order/OrderPage.vue") },
    { path: "/request/:id", name: "request", component: () => import("./follow/FollowPage.vue"), props: true },
    { path: "/:rest(.*)*", redirect: "/" },
  ],
});
