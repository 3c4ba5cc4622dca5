import { readLanguage } from "./language";

/** What a service or a skill is called in the reader's language; in Chinese where it has no other name. */
export function itemName(item: { readonly name: string; readonly nameEn: string }): string {
  return readLanguage() === "en" && item.nameEn ? item.nameEn : item.name;
}
