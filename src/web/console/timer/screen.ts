import type { Screen } from "../screens";

export default {
  routes: [{ path: "/timer", name: "timer", component: () => import("./TimerPage.vue") }],
  nav: [{ to: "timer", word: "timer.title", group: "settings", order: 30, needs: ["run:read"] }],
} satisfies Screen;
