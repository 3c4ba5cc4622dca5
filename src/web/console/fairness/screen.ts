import type { Screen } from "../screens";

export default {
  routes: [{ path: "/fairness", name: "fairness", component: () => import("./FairnessPage.vue") }],
  nav: [{ to: "fairness", word: "fairness.title", group: "people", order: 50, needs: ["record:read"], letter: "h" }],
} satisfies Screen;
