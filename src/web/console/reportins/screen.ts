import type { Screen } from "../screens";

export default {
  routes: [{ path: "/report-ins", name: "report-ins", component: () => import("./ReportInsPage.vue") }],
  nav: [{ to: "report-ins", word: "reportIns.title", group: "people", order: 30, needs: ["report-in:decide"], letter: "b" }],
} satisfies Screen;
