import { useQuery } from "@urql/vue";
import { WordsDocument } from "../generated/frontend/graphql";

/**
 * The server's words for codes of the contract, `say("ReportInState", "ACTIVE")`: asked for once and kept. Empty
 * until they have come; the code itself where the server has none.
 */
export function useVocabulary(...sets: readonly string[]): (set: string, code: string) => string {
  const { data } = useQuery({ query: WordsDocument, variables: { sets: [...sets] }, requestPolicy: "cache-first" });
  return (set, code) => {
    if (data.value === undefined) return "";
    return data.value.words.find(({ name }) => name === set)?.words.find((word) => word.code === code)?.text ?? code;
  };
}
