import { useClientHandle, type AnyVariables, type TypedDocumentNode } from "@urql/vue";
import { AccountListDocument, HouseholdListDocument, MemberListDocument, MenuPageDocument, ResidentPickerDocument } from "../../generated/coordinator/graphql";
import { SkillPickerDocument, UnitPickerDocument, type UnitKind } from "../../generated/frontend/graphql";
import { troubleOf, type Trouble } from "../../shared/graphql/trouble";

export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly hint?: string;
}
export type Search = (words: string) => Promise<{ found: Choice[] } | { trouble: Trouble }>;

const MOST = 20;

/** How each noun is found by a piece of its name, for `<SearchPicker>`. */
export function useSearches() {
  const { client } = useClientHandle();

  async function ask<Data, Variables extends AnyVariables>(
    query: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    choices: (data: Data) => Choice[],
  ): Promise<{ found: Choice[] } | { trouble: Trouble }> {
    const { data, error } = await client.query(query, variables, { requestPolicy: "network-only" }).toPromise();
    return data && !error ? { found: choices(data) } : { trouble: error ? troubleOf(error) : { key: "trouble.broken" } };
  }

  return {
    unit:
      (kinds: UnitKind[] | null = null): Search =>
      (words) =>
        ask(UnitPickerDocument, { filter: { nameContains: words, kinds }, first: MOST }, ({ units }) =>
          units.nodes.map(({ id, name, ancestors }) => ({ id, name, hint: ancestors.map((above) => above.name).join(" › ") })),
        ),
    resident: ((words) =>
      ask(ResidentPickerDocument, { filter: { nameContains: words }, first: MOST }, ({ residents }) =>
        residents.nodes.map(({ id, name, unit, household }) => ({ id, name, hint: [unit.name, household?.label].filter(Boolean).join(" · ") })),
      )) satisfies Search,
    household: ((words) =>
      ask(HouseholdListDocument, { filter: { labelContains: words }, first: MOST }, ({ households }) =>
        households.nodes.map(({ id, label, unit }) => ({ id, name: label, hint: unit.name })),
      )) satisfies Search,
    member: ((words) =>
      ask(MemberListDocument, { filter: memberFilter(words), order: "NAME", first: MOST }, ({ members }) =>
        members.nodes.map(({ id, name, number, unit }) => ({ id, name, hint: `${number} · ${unit.name}` })),
      )) satisfies Search,
    menuItem:
      (unit: () => string | null): Search =>
      (words) =>
        ask(MenuPageDocument, { filter: { nameContains: words, unit: unit() }, first: MOST }, ({ menuItems }) =>
          menuItems.nodes.map(({ id, name, unit: home }) => ({ id, name, hint: home.name })),
        ),
    skill: ((words) =>
      ask(SkillPickerDocument, { nameContains: words, first: MOST }, ({ skills }) =>
        skills.nodes.map(({ id, name, code }) => ({ id, name, hint: code })),
      )) satisfies Search,
    account: ((words) =>
      ask(AccountListDocument, { filter: { text: words }, first: MOST }, ({ accounts }) =>
        accounts.nodes.map(({ id, displayName, login }) => ({ id, name: displayName, hint: login })),
      )) satisfies Search,
  };
}

/** Members by what somebody types: a number such as M-000123, or a piece of the name. */
export function memberFilter(words: string): { number?: string; nameContains?: string } {
  if (words === "") return {};
  return /^m-?\d+$/i.test(words) ? { number: words } : { nameContains: words };
}
