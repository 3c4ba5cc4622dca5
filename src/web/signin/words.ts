import type { Words } from "../shared/words";

export const words = {
  signIn: {
    title: ["登录三报", "Sign in to Sanbao"],
    lead: ["群众点单 · 组织派单 · 党员接单", "Residents order, the organisation dispatches, members accept"],
    login: ["登录名", "Login"],
    password: ["密码", "Password"],
    provider: ["用{name}登录", "Sign in with {name}"],
    enter: ["登录", "Sign in"],
    demo: ["演示账号（点一下就登录）", "Demo accounts (one click signs in)"],
    nothing: [
      "这个账号还没有可用的页面，请联系社区工作人员。",
      "This account has no page yet. Please ask your community's staff.",
    ],
  },
} as const satisfies Words;
