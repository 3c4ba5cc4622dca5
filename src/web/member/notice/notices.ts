import { shallowReactive } from "vue";

/** Something the page says by itself, apart from the thing it is about: that thing may be gone. */
export interface Notice {
  readonly tone: "good" | "warn";
  readonly sentence: string;
}

export const notices = shallowReactive<Notice[]>([]);

/** Something went well; what was said before no longer matters. */
export function say(sentence: string): void {
  notices.splice(0, notices.length, { tone: "good", sentence });
}

/** Something is not as the member thinks. Stays beside what else was said. */
export function warn(sentence: string): void {
  if (notices.every((said) => said.sentence !== sentence)) notices.push({ tone: "warn", sentence });
}

export function forgetNotices(): void {
  notices.length = 0;
}
