import { runRoutes } from "../run/routes";
import type { Screen } from "../screens";

export default {
  routes: [{ path: "/runs", name: "runs", component: () => import("./RunsPage.vue") }, ...runRoutes],
  nav: [{ to: "runs", word: "nav.runs", group: "week", order: 20, needs: ["run:read"], letter: "p" }],
} satisfies Screen;
