import { createRouter, createWebHistory } from "vue-router";
import { forgetNotices } from "./notice/notices";
import WeekPage from "./week/WeekPage.vue";

export const router = createRouter({
  history: createWebHistory("/member/"),
  scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
  routes: [
    { path: "/", name: "week", component: WeekPage, meta: { tab: "week" } },
    { path: "/service/:id", name: "service", component: () => import("./service/ServicePage.vue"), props: true, meta: { tab: "week" } },
    { path: "/swaps", name: "swaps", component: () => import("./swaps/SwapsPage.vue"), meta: { tab: "week" } },
    { path: "/times", name: "times", component: () => import("./times/TimesPage.vue"), meta: { tab: "times" } },
    { path: "/records", name: "records", component: () => import("./records/RecordsPage.vue"), meta: { tab: "records" } },
    { path: "/me", name: "me", component: () => import("./me/MePage.vue"), meta: { tab: "me" } },
    { path: "/me/file", name: "file", component: () => import("./me/FilePage.vue"), meta: { tab: "me" } },
    { path: "/me/report-ins", name: "report-ins", component: () => import("./me/ReportInsPage.vue"), meta: { tab: "me" } },
    { path: "/me/calendar", name: "calendar", component: () => import("./me/CalendarPage.vue"), meta: { tab: "me" } },
    { path: "/:rest(.*)*", redirect: "/" },
  ],
});

router.afterEach((to, from) => {
  if (to.path !== from.path) forgetNotices();
});
