import { computed, type ComputedRef, type WritableComputedRef } from "vue";
import { useAddress } from "../frame/address";
import type { Choice } from "./searches";

export interface Address<Shown extends Record<string, string>> {
  readonly shown: ComputedRef<Shown>;
  show(change: Partial<Shown>): void;
  /** Another list. The open row is shut; not so by words, which come when the typing rests and a row may have been opened since. */
  narrow(change: Partial<Shown>): void;
  /** What narrows the list to the things of one other, as `<SearchPicker>` takes it: its id under `key`, its name under `${key}Name`. */
  choice(key: string): WritableComputedRef<Choice | null>;
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

  const narrow = (change: Partial<Shown>) => show("words" in change ? change : { ...change, open: "" });

  function choice(key: string): WritableComputedRef<Choice | null> {
    return computed({
      get: () => (shown.value[key] ? { id: shown.value[key], name: shown.value[`${key}Name`] ?? "" } : null),
      set: (chosen) => narrow({ [key]: chosen?.id ?? "", [`${key}Name`]: chosen?.name ?? "" } as Partial<Shown>),
    });
  }
  return { shown, show, narrow, choice };
}
