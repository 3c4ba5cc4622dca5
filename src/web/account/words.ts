import type { Words } from "../shared/words";

export const words = {
  sessions: {
    title: ["您在这些设备上登录着", "You are signed in on these devices"],
    lead: [
      "看到不认识的设备，请让它退出，并修改密码。",
      "If you do not know one of them, sign it out and change your password.",
    ],
    current: ["这台设备", "This device"],
    used: ["最近使用：{at}", "Last used: {at}"],
    begun: ["登录时间：{at}", "Signed in: {at}"],
    end: ["让它退出", "Sign it out"],
    endNamed: ["让它退出：{device}", "Sign it out: {device}"],
    endOthers: ["退出其他所有设备", "Sign out everywhere else"],
    ended: ["已退出。", "Signed out."],
  },
  password: {
    title: ["修改密码", "Change the password"],
    lead: [
      "修改后，其他设备都会退出。通过统一身份认证登录的账号，如果还没有密码，请联系社区管理员。",
      "Every other device is signed out then. If you sign in by an identity provider and have no password yet, ask your community's administrator.",
    ],
    current: ["现在的密码", "Present password"],
    new: ["新密码（至少 8 个字符）", "New password (at least 8 characters)"],
    change: ["修改密码", "Change the password"],
    changed: ["密码已修改，其他设备都已退出。", "The password is changed, and every other device is signed out."],
  },
  identity: {
    title: ["统一身份认证", "Identity provider"],
    lead: ["关联以后，可以用{name}登录这个账号。", "Once it is linked, you can sign in to this account with {name}."],
    since: ["{at} 关联了{name}，可以用它登录。", "Linked to {name} since {at}; you can sign in with it."],
    password: ["这个账号现在的密码", "Present password of this account"],
    link: ["关联{name}", "Link {name}"],
    unlink: ["取消关联", "Take the link away"],
    linked: ["关联好了。", "It is linked."],
    unlinked: ["已取消关联，其他设备都已退出。", "The link is taken away, and every other device is signed out."],
  },
} as const satisfies Words;
