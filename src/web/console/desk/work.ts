import { computed, ref, type ComputedRef, type Ref } from "vue";
import type { Address } from "./shown";

export interface Desk<Row extends { id: string }> {
  readonly rows: ComputedRef<readonly Row[] | undefined>;
  readonly opened: ComputedRef<string>;
  /** What was done last, in words. */
  readonly said: Ref<string>;
  readonly hasNext: ComputedRef<boolean>;
  open(id: string): void;
  close(): void;
  /** Opens the row before or behind the open one. */
  go(step: 1 | -1): void;
  /** Says what was done. A row that leaves the list makes room for the next one: so a queue is worked through. */
  done(sentence: string, leaves: boolean): void;
}

/** A list of which one row is open beside it: the address says which, by its id. */
export function useDesk<Row extends { id: string }>(address: Address<{ open: string }>, rows: () => readonly Row[] | undefined): Desk<Row> {
  const said = ref("");
  const listed = computed(rows);
  const opened = computed(() => address.shown.value.open);

  function beside(step: 1 | -1): string {
    const at = listed.value?.findIndex((row) => row.id === opened.value) ?? -1;
    return at < 0 ? "" : (listed.value?.[at + step]?.id ?? "");
  }
  const open = (id: string) => address.show({ open: id });

  return {
    rows: listed,
    opened,
    said,
    hasNext: computed(() => beside(1) !== ""),
    open,
    close: () => open(""),
    go(step) {
      const id = beside(step);
      if (id) open(id);
    },
    done(sentence, leaves) {
      said.value = sentence;
      if (leaves) open(beside(1) || beside(-1));
    },
  };
}
