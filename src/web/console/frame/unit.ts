import { computed, type WritableComputedRef } from "vue";
import { unitsWith, useViewer } from "../../shared/viewer";
import { useAddress } from "./address";

/**
 * The unit that a screen is about: that of the address, else the one chosen last on any screen, else the first on which the
 * viewer has the right. Empty only for who administers all and has not chosen.
 */
export function useUnit(right: string): WritableComputedRef<string> {
  const viewer = useViewer();
  const { read, write } = useAddress();
  const storageKey = `sanbao.unit.${viewer.id}`;
  return computed({
    get: () => read("unit") || sessionStorage.getItem(storageKey) || (unitsWith(viewer, right)[0]?.id ?? ""),
    set(unit) {
      sessionStorage.setItem(storageKey, unit);
      void write({ unit });
    },
  });
}
