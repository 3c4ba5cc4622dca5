import type { Screen } from "../screens";

export default {
  routes: [{ path: "/accounts", name: "accounts", component: () => import("./AccountsPage.vue") }],
  nav: [{ to: "accounts", word: "accounts.title", group: "settings", order: 30, needs: ["account:manage"], letter: "a" }],
} satisfies Screen;
