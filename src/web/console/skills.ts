import { SkillPickerDocument } from "../generated/frontend/graphql";
import { useAnswer } from "../shared/graphql/answer";
import { readLanguage } from "../shared/language";

/** Names for the codes of skills; a code until they have come. */
export function useSkillNames(): (code: string) => string {
  const { data } = useAnswer(SkillPickerDocument, { first: 100 });
  return (code) => {
    const skill = data.value?.skills.nodes.find((one) => one.code === code);
    return (readLanguage() === "en" && skill?.nameEn) || skill?.name || code;
  };
}
