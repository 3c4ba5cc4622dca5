import type { Question } from "./answers";

/** What an answer means, in a sentence; no minutes at all has one of its own. */
export function meaning(t: (key: string, named: Record<string, unknown>) => string, question: Question, n: number): string {
  return t(`policy.${n === 0 ? "zero" : "means"}.${question}`, { n, twice: 1 + 2 * n });
}
