import { computed, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";

/** What a screen shows lies in its address, so that a reload, a link and the way back lead to the same. */
export function useAddress() {
  const route = useRoute();
  const router = useRouter();

  function read(key: string): string {
    const said = route.query[key];
    return typeof said === "string" ? said : "";
  }

  /** Several at once; an empty one is left out. `push`: the browser's way back leads to what was shown before. */
  async function write(changes: Record<string, string>, how: "replace" | "push" = "replace"): Promise<void> {
    const query = Object.fromEntries(Object.entries({ ...route.query, ...changes }).filter(([, value]) => value !== ""));
    await router[how]({ query });
  }

  function part(key: string): WritableComputedRef<string> {
    return computed({ get: () => read(key), set: (value) => void write({ [key]: value }) });
  }

  return { read, write, part };
}
