import { computed, type ComputedRef } from "vue";
import { useAddress } from "../frame/address";

export interface Address<Shown extends Record<string, string>> {
  readonly shown: ComputedRef<Shown>;
  show(change: Partial<Shown>): void;
}

/** What a desk shows, as its address says it: `usual` where that says nothing. */
export function useShown<Shown extends Record<string, string> & { open: string }>(usual: Shown): Address<Shown> {
  const { read, write } = useAddress();
  const shown = computed(() => Object.fromEntries(Object.entries(usual).map(([name, value]) => [name, read(name) || value])) as Shown);

  function show(change: Partial<Shown>) {
    const said = Object.entries<string>(change as Record<string, string>).map(([name, value]) => [name, value === usual[name] ? "" : value]);
    // Closing a row by the browser's way back is what everybody expects.
    const isOpening = Boolean(change.open) && !shown.value.open;
    void write(Object.fromEntries(said) as Record<string, string>, isOpening ? "push" : "replace");
  }
  return { shown, show };
}
