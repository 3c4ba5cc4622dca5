import { onMounted, onUnmounted } from "vue";

/** Asks anew when the member comes back to the page, or the network to the telephone: plans change meanwhile. */
export function useFresh(...asked: readonly (() => void)[]): void {
  const look = () => {
    if (document.visibilityState === "visible" && navigator.onLine) for (const again of asked) again();
  };
  onMounted(() => {
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", look);
  });
  onUnmounted(() => {
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener("online", look);
  });
}
