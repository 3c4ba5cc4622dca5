import { ref, shallowRef } from "vue";
import type { Trouble } from "./graphql/trouble";
import { PAGE_HEADERS } from "./session";

/**
 * Fetches a file of the server and saves it. A mere link would be a stranger's: the session's cookie counts only with
 * the header of our pages.
 */
export function useDownload() {
  const busy = ref(false);
  const trouble = shallowRef<Trouble | null>(null);

  async function run(path: string): Promise<void> {
    busy.value = true;
    trouble.value = await saved(path).catch((): Trouble => ({ key: "trouble.away" }));
    busy.value = false;
  }

  return { busy, trouble, run };
}

async function saved(path: string): Promise<Trouble | null> {
  const answer = await fetch(path, { headers: PAGE_HEADERS, credentials: "same-origin" });
  if (answer.status === 400) return { sentence: (await answer.text()).trim() };
  if (!answer.ok) return { key: answer.status >= 500 ? "trouble.broken" : "trouble.noFile" };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = fileName(answer.headers.get("content-disposition") ?? "");
  link.click();
  URL.revokeObjectURL(link.href);
  return null;
}

/** The name that the server gives a file: `filename*=UTF-8''…`, or the plain one. */
export function fileName(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/.exec(disposition)?.[1] ?? "";
}
