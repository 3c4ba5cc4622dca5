import { useClientHandle, type AnyVariables, type TypedDocumentNode } from "@urql/vue";
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from "vue";
import { troubleOf, type Trouble } from "../../shared/graphql/trouble";

interface Rows<Row> {
  readonly totalCount: number;
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface EveryRow<Row> {
  /** All of them; undefined until the last has come. */
  readonly rows: ShallowRef<readonly Row[] | undefined>;
  /** How many have come of how many, while they come. */
  readonly sofar: ComputedRef<{ n: number; all: number } | null>;
  readonly trouble: ShallowRef<Trouble | null>;
  again(): Promise<void>;
}

const PAGE = 100;

/** All rows of a list, page after page: a sheet that lacks somebody would mislead. Null variables: not yet. */
export function useEveryRow<Data, Variables extends { first?: number | null; after?: string | null } & AnyVariables, Row>(
  query: TypedDocumentNode<Data, Variables>,
  variables: () => Variables | null,
  rowsOf: (data: Data) => Rows<Row>,
): EveryRow<Row> {
  const { client } = useClientHandle();
  const rows = shallowRef<readonly Row[]>();
  const counted = shallowRef<{ n: number; all: number } | null>(null);
  const trouble = shallowRef<Trouble | null>(null);
  let asked = 0;

  async function again() {
    const wanted = variables();
    const mine = ++asked;
    rows.value = undefined;
    counted.value = trouble.value = null;
    if (wanted === null) return;
    const found: Row[] = [];
    let after: string | null = null;
    do {
      const { data, error } = await client.query<Data, AnyVariables>(query, { ...wanted, first: PAGE, after }, { requestPolicy: "network-only" }).toPromise();
      if (mine !== asked) return;
      if (!data) {
        trouble.value = error ? troubleOf(error) : null;
        return;
      }
      const page: Rows<Row> = rowsOf(data);
      found.push(...page.nodes);
      counted.value = { n: found.length, all: page.totalCount };
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    rows.value = found;
  }
  watch(() => JSON.stringify(variables()), again, { immediate: true });
  return { rows, sofar: computed(() => (rows.value ? null : counted.value)), trouble, again };
}
