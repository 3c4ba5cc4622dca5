import { computed, ref, watch, type WatchSource } from "vue";

export const PAGE = 50;

/** Pages by cursor, one shown at a time; back to the first where what they are pages of changes. */
export function usePaging(of: WatchSource, size = PAGE) {
  const cursors = ref<string[]>([]);
  watch(of, () => (cursors.value = []), { flush: "sync" });
  return {
    after: computed(() => cursors.value.at(-1) ?? null),
    /** Rows before this page. */
    before: computed(() => cursors.value.length * size),
    next: (endCursor: string) => (cursors.value = [...cursors.value, endCursor]),
    back: () => (cursors.value = cursors.value.slice(0, -1)),
  };
}

export type Paging = ReturnType<typeof usePaging>;
