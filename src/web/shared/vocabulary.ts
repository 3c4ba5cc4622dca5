import { useQuery } from "@urql/vue";
import { computed } from "vue";
import { WordsDocument } from "../generated/frontend/graphql";

/**
 * The server's words for codes of the contract, `say("ReportInState", "ACTIVE")`: asked for once and kept. `sets`: those
 * that the page needs; all where none is named. Empty until they have come; the code itself where the server has none.
 */
export function useVocabulary(...sets: readonly string[]): (set: string, code: string) => string {
  const { data, error } = useQuery({ query: WordsDocument, variables: sets.length > 0 ? { sets: [...sets] } : {}, requestPolicy: "cache-first" });
  const known = computed(() => data.value && new Map(data.value.words.map((set) => [set.name, new Map(set.words.map(({ code, text }) => [code, text]))])));
  return (set, code) => known.value?.get(set)?.get(code) ?? (known.value || error.value ? code : "");
}
