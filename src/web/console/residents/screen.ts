import type { Screen } from "../screens";

export default {
  routes: [
    { path: "/residents", name: "residents", component: () => import("./ResidentsPage.vue") },
    { path: "/households", name: "households", component: () => import("./HouseholdsPage.vue"), meta: { of: "residents" } },
  ],
  nav: [{ to: "residents", word: "residents.title", group: "people", order: 40, needs: ["resident:read"], letter: "j" }],
} satisfies Screen;
