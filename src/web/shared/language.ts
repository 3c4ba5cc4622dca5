import { createI18n } from "vue-i18n";
import { inLanguage, sharedWords, type Words } from "./words";

export type Language = "zh" | "en";

const STORAGE_KEY = "sanbao.language";

export function readLanguage(): Language {
  return localStorage.getItem(STORAGE_KEY) === "en" ? "en" : "zh";
}

/** The page in the other language, from its beginning: what the server says changes with it. Drafts stay. */
export function changeLanguage(): void {
  localStorage.setItem(STORAGE_KEY, readLanguage() === "zh" ? "en" : "zh");
  location.reload();
}

/** The shared words and those of one audience. */
export function createWords(words: Words) {
  const language = readLanguage();
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  return createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: "zh",
    messages: { [language]: inLanguage({ ...sharedWords, ...words }, language === "zh" ? 0 : 1) },
    // A forgotten sentence shows its key; the browser tests fail on what the console is told.
    missing: (_, key) => console.error(`no words for ${key}`),
    missingWarn: false,
    fallbackWarn: false,
  });
}
