import { onBeforeUnmount, onMounted } from "vue";

const EVERY_MILLISECONDS = 60_000;

/** Asks again now and then while somebody looks, and when he comes back to the tab: others change what he sees. */
export function useFresh(again: () => void): void {
  const ask = () => document.visibilityState === "visible" && navigator.onLine && again();
  let timer: ReturnType<typeof setInterval>;
  onMounted(() => {
    timer = setInterval(ask, EVERY_MILLISECONDS);
    document.addEventListener("visibilitychange", ask);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
  });
}
