import type { Screen } from "../screens";

export default {
  routes: [
    { path: "/runs", name: "runs", component: () => import("./RunsPage.vue") },
    { path: "/runs/:id", name: "run", component: () => import("../run/RunPage.vue"), props: true, meta: { of: "runs" } },
  ],
  nav: [{ to: "runs", word: "nav.runs", group: "week", order: 20, needs: ["run:read"], letter: "p" }],
} satisfies Screen;
