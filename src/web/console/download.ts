import { ref, type Ref } from "vue";
import type { Trouble } from "../shared/graphql/trouble";
import { PAGE_HEADERS } from "../shared/session";

/** Fetches files of the server as this page, whose cookie counts only with its header, and hands them to the browser to save. */
export function useDownload(): { busy: Ref<boolean>; trouble: Ref<Trouble | null>; save(address: string, name: string): Promise<void> } {
  const busy = ref(false);
  const trouble = ref<Trouble | null>(null);
  async function save(address: string, name: string) {
    busy.value = true;
    try {
      const answer = await fetch(address, { headers: PAGE_HEADERS, credentials: "same-origin" });
      trouble.value = answer.ok ? null : { key: "trouble.broken" };
      if (answer.ok) offer(await answer.blob(), name);
    } catch {
      trouble.value = { key: "trouble.away" };
    } finally {
      busy.value = false;
    }
  }
  return { busy, trouble, save };
}

function offer(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
