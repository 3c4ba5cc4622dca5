/** A sentence in Chinese and English, side by side so that neither is forgotten. */
export type Pair = readonly [zh: string, en: string];

/** Sentences by what they are for. Each audience has its own; the shared ones are below. */
export interface Words {
  readonly [key: string]: Pair | Words;
}

export const sharedWords = {
  app: { name: ["三报", "Sanbao"], language: ["English", "中文"] },
  account: {
    account: ["账号与登录", "Account and sign-in"],
    signOut: ["退出登录", "Sign out"],
    switchTo: ["切换到", "Switch to"],
    console: ["派单工作台", "Console"],
    member: ["我的服务", "My services"],
    resident: ["点单服务", "Order a service"],
  },
  display: { title: ["显示方式", "Display"], large: ["大字", "Large type"], contrast: ["高对比", "High contrast"] },
  trouble: {
    away: [
      "连不上服务器。您填写的内容还在，请稍后再试。",
      "The server cannot be reached. What you typed is still here; please try again later.",
    ],
    broken: [
      "服务器出了问题。您填写的内容还在，请稍后再试。",
      "The server has a problem. What you typed is still here; please try again later.",
    ],
    noFile: ["没有这个文件，或者您没有权限。", "There is no such file, or you have no right to it."],
    notYours: ["您的账号没有这个页面的权限。", "Your account has no right to this page."],
    again: ["再试一次", "Try again"],
  },
  page: {
    loading: ["正在加载…", "Loading…"],
    back: ["返回", "Back"],
    close: ["关闭", "Close"],
    more: ["显示更多", "Show more"],
    minutes: ["{n} 分钟", "{n} min"],
    comma: ["、", ", "],
    semicolon: ["；", "; "],
    colon: ["：", ": "],
  },
} as const satisfies Words;

/** Sentences of one language. */
export interface Sentences {
  [key: string]: string | Sentences;
}

/** The sentences of one language, as vue-i18n takes them. */
export function inLanguage(words: Words, language: 0 | 1): Sentences {
  return Object.fromEntries(
    Object.entries(words).map(([key, said]) => [key, isPair(said) ? said[language] : inLanguage(said, language)]),
  );
}

function isPair(said: Pair | Words): said is Pair {
  return Array.isArray(said);
}
