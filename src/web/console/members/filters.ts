import type { MemberFilter, MemberLineFragment, MemberPageQuery, MemberState } from "../../generated/coordinator/graphql";
import type { Tone } from "../desk/columns";
import type { RowOf } from "../desk/row";
import { memberFilter } from "../desk/searches";

export const STATES: readonly MemberState[] = ["PENDING", "ACTIVE", "PAUSED", "LEFT"];

export const USUAL = { state: "PENDING", words: "", unit: "", unitName: "", skill: "", skillName: "", open: "" };

export type OpenMember = RowOf<MemberPageQuery["node"]>;

export function filterOf(shown: typeof USUAL): MemberFilter {
  const state = STATES.find((known) => known === shown.state);
  return {
    states: state ? [state] : null,
    below: shown.unit || null,
    skill: shown.skill ? { skill: shown.skill, level: 1 } : null,
    ...memberFilter(shown.words),
  };
}

export function toneOf({ state }: Pick<MemberLineFragment, "state">): Tone {
  return state === "PENDING" ? "wait" : state === "ACTIVE" ? "good" : state === "LEFT" ? "bad" : "";
}
