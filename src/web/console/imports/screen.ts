import type { Screen } from "../screens";

export default {
  routes: [{ path: "/import", name: "imports", component: () => import("./ImportsPage.vue") }],
  nav: [{ to: "imports", word: "imports.title", group: "settings", order: 20, needs: ["exchange:import"], letter: "i" }],
} satisfies Screen;
