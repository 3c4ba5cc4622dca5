import { computed, type ComputedRef } from "vue";
import { useRoute, useRouter, type LocationQuery } from "vue-router";

/** What is looked at, by numbers; stands in the address, so that every view of the plan shows the same. */
export interface Selection {
  readonly request: ComputedRef<string | null>;
  readonly member: ComputedRef<string | null>;
  /** Chooses; what is left out stays, null lets go. */
  choose(what: { request?: string | null; member?: string | null }): void;
}

export function useSelection(): Selection {
  const route = useRoute();
  const router = useRouter();
  return {
    request: computed(() => text(route.query.request)),
    member: computed(() => text(route.query.member)),
    choose: (what) => void router.replace({ query: withChosen(route.query, what) }),
  };
}

function withChosen(query: LocationQuery, what: Readonly<Record<string, string | null | undefined>>): LocationQuery {
  const said = Object.entries(what).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...Object.entries(query).filter(([name]) => !said.some(([other]) => other === name)), ...said.filter(([, value]) => value !== null)]) as LocationQuery;
}

function text(value: LocationQuery[string] | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The part of an address that says what is looked at, to be carried from one view to another. */
export function carried(query: LocationQuery): LocationQuery {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name === "request" || name === "member"));
}
