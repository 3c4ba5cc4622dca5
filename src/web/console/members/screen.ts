import type { Screen } from "../screens";

export default {
  routes: [{ path: "/members", name: "members", component: () => import("./MembersPage.vue") }],
  nav: [{ to: "members", word: "members.title", group: "people", order: 20, needs: ["member:read"], letter: "m" }],
} satisfies Screen;
