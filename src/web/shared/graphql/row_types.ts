import { mapExchange, type Exchange } from "@urql/core";

type Fields = Readonly<Record<string, unknown>>;
const LIST = "Connection";

/** What `nameOf` finds anywhere in an answer or a document. */
function namesIn(tree: unknown, nameOf: (fields: Fields) => unknown): string[] {
  if (typeof tree !== "object" || tree === null) return [];
  const found = nameOf(tree as Fields);
  const below = Object.values(tree).flatMap((each) => namesIn(each, nameOf));
  return typeof found === "string" ? [found, ...below] : below;
}

/** `Swap` of `... on Swap`: what a document would take were it there. */
const ofFragment = ({ typeCondition }: Fields) => (typeCondition as { name: { value: string } } | undefined)?.name.value;

/** `Swap` of a `SwapConnection`: what a list is one of. */
const ofList = ({ __typename: name }: Fields) => (typeof name === "string" && name.endsWith(LIST) ? name.slice(0, -LIST.length) : null);

/**
 * The document cache asks a query again when a mutation touched a type that its answer showed. An empty list shows
 * none, so that its first row would be missed: this tells the cache what could be there. Stands next below it.
 */
export const rowTypes: Exchange = mapExchange({
  onResult(result) {
    const { operation } = result;
    if (operation.kind !== "query") return result;
    const additionalTypenames = [...new Set([...namesIn(operation.query.definitions, ofFragment), ...namesIn(result.data, ofList)])];
    return { ...result, operation: { ...operation, context: { ...operation.context, additionalTypenames } } };
  },
});
