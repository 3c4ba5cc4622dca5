import type { Screen } from "../screens";

export default {
  routes: [
    { path: "/week", name: "week", component: () => import("./WeekPage.vue") },
    { path: "/week/sheet", name: "sheet", component: () => import("../sheet/SheetPage.vue"), meta: { of: "week" } },
  ],
  nav: [{ to: "week", word: "week.title", group: "week", order: 10, needs: ["assignment:read"], letter: "w" }],
} satisfies Screen;
