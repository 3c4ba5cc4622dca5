import { createRouter, createWebHistory } from "vue-router";
import WeekPage from "./week/WeekPage.vue";

export const router = createRouter({
  history: createWebHistory("/member/"),
  routes: [
    { path: "/", name: "week", component: WeekPage },
    { path: "/:rest(.*)*", redirect: "/" },
  ],
});
