import { reactive, watch } from "vue";
import { useViewer } from "./viewer";

const PREFIX = "sanbao.draft.";

/**
 * What somebody types, kept in this tab until it was sent: it outlives a reload, a lost network and signing
 * in anew, and is shown to nobody else who signs in here. `key` names the form, and the thing it is about where
 * there are many. Only inside `<SignedIn>`.
 */
export function useDraft<Typed extends object>(key: string, empty: () => Typed): { typed: Typed; clear: () => void } {
  const storageKey = `${PREFIX}${useViewer().id}.${key}`;
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
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

/** A key that makes a double click, or a second try after a lost answer, one deed. */
export function newKey(): string {
  // randomUUID exists only over https.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
