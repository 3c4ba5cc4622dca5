import type { Screen } from "../screens";

export default {
  routes: [{ path: "/swaps", name: "swaps", component: () => import("./SwapsPage.vue") }],
  nav: [{ to: "swaps", word: "swaps.title", group: "week", order: 30, needs: ["assignment:manage"], letter: "s" }],
} satisfies Screen;
