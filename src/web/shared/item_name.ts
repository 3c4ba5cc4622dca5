import { readLanguage } from "./language";

type InBoth<Text extends string> = { readonly [name in Text | `${Text}En`]: string };

/** One of a service's texts in the reader's language; in Chinese where there is no other. */
export function itemText<Text extends string>(item: InBoth<Text>, text: Text): string {
  return (readLanguage() === "en" && item[`${text}En` as const]) || item[text];
}

/** What a service or a skill is called. */
export const itemName = (item: InBoth<"name">) => itemText(item, "name");
