import { computed, ref, watch, type Ref } from "vue";

interface Listed {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

export interface Pages {
  /** The cursor after which the page begins; null for the first. */
  readonly after: Ref<string | null>;
  /** How many rows lie before the page. */
  readonly before: Ref<number>;
  readonly hasPrevious: Ref<boolean>;
  next(listed: Listed): void;
  previous(): void;
}

/** A list read a page at a time, forwards and back; from its beginning whenever `what` is another list. */
export function usePages(size: number, what: () => unknown): Pages {
  const cursors = ref<(string | null)[]>([null]);
  watch(() => JSON.stringify(what()), () => (cursors.value = [null]), { flush: "sync" });
  return {
    after: computed(() => cursors.value.at(-1) ?? null),
    before: computed(() => (cursors.value.length - 1) * size),
    hasPrevious: computed(() => cursors.value.length > 1),
    next(listed) {
      if (listed.pageInfo.endCursor) cursors.value = [...cursors.value, listed.pageInfo.endCursor];
    },
    previous() {
      cursors.value = cursors.value.slice(0, -1);
    },
  };
}
