import { computed, type WritableComputedRef } from "vue";
import { useRouter, type LocationQueryRaw, type Router } from "vue-router";

type How = "replace" | "push";

/** What a router is on its way to: the next change builds on this, or two in one breath would drop one another. */
const ways = new WeakMap<Router, { readonly query: LocationQueryRaw; readonly how: How }>();

/** What a screen shows lies in its address, so that a reload, a link and the way back lead to the same. */
export function addressOf(router: Router) {
  function read(key: string): string {
    const said = router.currentRoute.value.query[key];
    return typeof said === "string" ? said : "";
  }

  /** Several at once; an empty one is left out. `push`: the browser's way back leads to what was shown before. */
  async function write(changes: Record<string, string>, how: How = "replace"): Promise<void> {
    const before = ways.get(router);
    const said = Object.entries({ ...(before?.query ?? router.currentRoute.value.query), ...changes });
    const way = { query: Object.fromEntries(said.filter(([, value]) => value !== "")), how: before?.how === "push" ? "push" : how } as const;
    ways.set(router, way);
    try {
      await router[way.how]({ query: way.query });
    } finally {
      if (ways.get(router) === way) ways.delete(router);
    }
  }

  /** One of it; `usual` where the address says nothing. */
  function part(key: string, usual = ""): WritableComputedRef<string> {
    return computed({ get: () => read(key) || usual, set: (value) => void write({ [key]: value === usual ? "" : value }) });
  }

  return { read, write, part };
}

export const useAddress = () => addressOf(useRouter());
