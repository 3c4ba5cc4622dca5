import type { Words } from "../shared/words";

export const words = {
  signIn: {
    title: ["登录三报", "Sign in to Sanbao"],
    lead: ["群众点单 · 组织派单 · 党员接单", "Residents order, the organisation dispatches, members accept"],
    login: ["登录名", "Login"],
    password: ["密码", "Password"],
    haveCode: ["忘了密码？我有重置码", "Forgot your password? I have a reset code"],
    provider: ["用{name}登录", "Sign in with {name}"],
    enter: ["登录", "Sign in"],
    demo: ["演示账号（点一下就登录）", "Demo accounts (one click signs in)"],
    nothing: [
      "这个账号还没有可用的页面，请联系社区工作人员。",
      "This account has no page yet. Please ask your community's staff.",
    ],
  },
  reset: {
    title: ["设置新密码", "Set a new password"],
    lead: ["重置码由社区管理员交给您本人，只能用一次。", "Your community's administrator hands you the code; it works once."],
    code: ["重置码", "Reset code"],
    new: ["新密码（至少 8 个字符）", "New password (at least 8 characters)"],
    send: ["设置密码并登录", "Set the password and sign in"],
    done: ["密码设置好了。您的登录名是 {login}。", "The password is set. Your login is {login}."],
    goOn: ["继续", "Go on"],
    back: ["返回登录页", "Back to sign-in"],
  },
} as const satisfies Words;
