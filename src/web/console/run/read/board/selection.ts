import { computed, type ComputedRef } from "vue";
import { useAddress } from "../../../frame/address";

/** What is looked at, by numbers; stands in the address, so that every view of the plan shows the same. */
export interface Selection {
  readonly request: ComputedRef<string | null>;
  readonly member: ComputedRef<string | null>;
  /** Chooses; what is left out stays, null lets go. */
  choose(what: { request?: string | null; member?: string | null }): void;
}

export function useSelection(): Selection {
  const { read, write } = useAddress();
  return {
    request: computed(() => read("request") || null),
    member: computed(() => read("member") || null),
    choose: (what) => void write(Object.fromEntries(Object.entries(what).flatMap(([name, number]) => (number === undefined ? [] : [[name, number ?? ""]])))),
  };
}
