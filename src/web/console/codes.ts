import { WordsDocument } from "../generated/frontend/graphql";
import { useAnswer } from "../shared/graphql/answer";

/** Words for codes of the contract, by set, as the server has them; a code until they have come. */
export function useCodes(...sets: string[]): (set: string, code: string) => string {
  const { data } = useAnswer(WordsDocument, { sets });
  return (set, code) => data.value?.words.find((one) => one.name === set)?.words.find((word) => word.code === code)?.text ?? code;
}
