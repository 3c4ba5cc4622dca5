import { inject, onBeforeUnmount, onMounted, provide, ref, type InjectionKey, type Ref } from "vue";

const EVERY_MILLISECONDS = 15_000;

/** What is shown of the live week, asked again every few seconds, and at once after a deed. */
export interface Live {
  /** When it was asked last. */
  readonly askedAt: Ref<Date>;
  refresh(): void;
  /** Asks this again, too, for as long as the component is there. */
  follow(again: () => void): void;
}

const LIVE: InjectionKey<Live> = Symbol("live");

/** Once, in the page. A page that nobody looks at asks for nothing. */
export function provideLive(): Live {
  const followers = new Set<() => void>();
  const askedAt = ref(new Date());
  function refresh() {
    askedAt.value = new Date();
    followers.forEach((again) => again());
  }
  let timer = 0;
  const look = () => document.visibilityState === "visible" && refresh();
  onMounted(() => {
    timer = window.setInterval(look, EVERY_MILLISECONDS);
    document.addEventListener("visibilitychange", look);
  });
  onBeforeUnmount(() => {
    window.clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  });
  const live = {
    askedAt,
    refresh,
    follow(again: () => void) {
      followers.add(again);
      onBeforeUnmount(() => followers.delete(again));
    },
  };
  provide(LIVE, live);
  return live;
}

export function useLive(): Live {
  const live = inject(LIVE);
  if (live === undefined) throw new Error("useLive() outside the page of the week");
  return live;
}
