import { reactive, watch } from "vue";

/**
 * What somebody types, kept in this tab until it was sent: it outlives a reload, a lost network and signing
 * in anew. `key` names the form, and the thing it is about where there are many.
 */
export function useDraft<Typed extends object>(key: string, empty: () => Typed): { typed: Typed; clear: () => void } {
  const storageKey = `sanbao.draft.${key}`;
  const typed = reactive({ ...empty(), ...kept<Typed>(storageKey) }) as Typed;
  watch(typed, (now) => sessionStorage.setItem(storageKey, JSON.stringify(now)), { flush: "sync" });
  return {
    typed,
    clear() {
      Object.assign(typed, empty());
      sessionStorage.removeItem(storageKey);
    },
  };
}

function kept<Typed>(storageKey: string): Partial<Typed> {
  const stored = sessionStorage.getItem(storageKey);
  return stored === null ? {} : (JSON.parse(stored) as Partial<Typed>);
}

/** Everything that was typed by whoever leaves: the next person at this screen must not read it. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("sanbao.draft.")) sessionStorage.removeItem(key);
}

/** A key that makes a double click, or a second try after a lost answer, one deed. */
export function newKey(): string {
  // randomUUID exists only over https.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
