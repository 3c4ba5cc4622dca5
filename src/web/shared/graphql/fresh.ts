import { onBeforeUnmount, onMounted } from "vue";

const EVERY_MILLISECONDS = 60_000;

/**
 * Asks again now and then while somebody looks, when he comes back to the tab, and when the network comes back to
 * him: others change what he sees.
 */
export function useFresh(...asked: readonly (() => void)[]): void {
  const ask = () => {
    if (document.visibilityState === "visible" && navigator.onLine) for (const again of asked) again();
  };
  let timer: ReturnType<typeof setInterval>;
  onMounted(() => {
    timer = setInterval(ask, EVERY_MILLISECONDS);
    document.addEventListener("visibilitychange", ask);
    window.addEventListener("online", ask);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
    window.removeEventListener("online", ask);
  });
}
