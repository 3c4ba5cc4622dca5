import { shallowRef } from "vue";
import type { Router } from "vue-router";

/** The address of a screen that could not be fetched. */
export const lostWay = shallowRef<string | null>(null);

/** Goes there by a whole page load, which brings a newer build too; stays where the server cannot be reached. */
export async function goByLoading(address: string): Promise<void> {
  try {
    await fetch(address, { cache: "no-store" });
    location.assign(address);
  } catch {
    lostWay.value = address;
  }
}

/** Screens are fetched when they are first gone to: without the network, or after an update, that can fail. */
export function watchWays(router: Router): void {
  router.onError((_, to, from) => {
    const address = router.resolve(to).href;
    // A page that was just loaded and lacks its screen would be loaded again and again.
    if (from.matched.length === 0) lostWay.value = address;
    else void goByLoading(address);
  });
  router.afterEach(() => (lostWay.value = null));
}
