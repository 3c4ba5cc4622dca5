import type { CombinedError } from "@urql/core";

/** Something that went wrong, ready to be read: a key of the words, or a sentence of the server's own. */
export type Trouble = { readonly key: "trouble.away" | "trouble.broken" | "trouble.noFile" } | { readonly sentence: string };

/** What a failed request means to the person in front of it. */
export function troubleOf(error: CombinedError): Trouble {
  if (error.networkError) {
    const status = (error.response as Response | undefined)?.status ?? 0;
    return { key: status >= 500 ? "trouble.broken" : "trouble.away" };
  }
  const [said] = error.graphQLErrors;
  if (said === undefined || said.extensions?.code === "INTERNAL") return { key: "trouble.broken" };
  return { sentence: said.message };
}
