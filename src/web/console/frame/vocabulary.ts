import { useQuery } from "@urql/vue";
import { computed } from "vue";
import { WordsDocument } from "../../generated/frontend/graphql";

/** Says codes of the contract in words, as the server has them: `say("AssignmentState", "OFFERED")`. Empty until they are there. */
export function useVocabulary(): (set: string, code: string) => string {
  const { data } = useQuery({ query: WordsDocument, variables: {}, requestPolicy: "cache-first" });
  const known = computed(() => new Map(data.value?.words.map((set) => [set.name, new Map(set.words.map(({ code, text }) => [code, text]))])));
  return (set, code) => known.value.get(set)?.get(code) ?? "";
}
