import type { Screen } from "../screens";

export default {
  routes: [
    { path: "/requests", name: "requests", component: () => import("./RequestsPage.vue") },
    { path: "/requests/new", name: "request-entry", component: () => import("./RequestEntry.vue"), meta: { of: "requests" } },
  ],
  nav: [{ to: "requests", word: "requests.title", group: "people", order: 10, needs: ["request:read"], letter: "q" }],
} satisfies Screen;
