import type { Screen } from "../screens";

export default {
  routes: [{ path: "/menu", name: "menu", component: () => import("./MenuPage.vue") }],
  nav: [{ to: "menu", word: "menu.title", group: "settings", order: 10, needs: ["menu:manage"], letter: "c" }],
} satisfies Screen;
