import type { AnyVariables } from "@urql/core";

type Fields = Record<string, unknown>;

/**
 * A row that this page changed itself a moment ago is, until it is read again, shown with the version before.
 * That is nobody else's change: the next step may build on the version that the page's own step made.
 */
const made = new Map<string, number>();

function fieldsOf(variables: AnyVariables): Fields {
  const { input } = (variables ?? {}) as Fields;
  return (typeof input === "object" && input !== null ? input : variables ?? {}) as Fields;
}

const key = (id: unknown, version: number) => `${String(id)} ${version}`;

function newest(id: string, version: number): number {
  let known = version;
  for (let next = made.get(key(id, known)); next !== undefined; next = made.get(key(id, known))) known = next;
  return known;
}

/** The variables as they are sent: `expectedVersion` brought up to what the page's own steps made of the row. */
export function afterOwnSteps<Variables extends AnyVariables>(variables: Variables): Variables {
  const fields = fieldsOf(variables);
  const seen = fields["expectedVersion"];
  if (typeof seen !== "number") return variables;
  const expectedVersion = Math.max(...Object.values(fields).map((id) => (typeof id === "string" ? newest(id, seen) : seen)));
  const said = { ...fields, expectedVersion };
  return ("input" in (variables as Fields) ? { ...variables, input: said } : said) as Variables;
}

/** Remembers what a step that succeeded made of the row whose version it expected. */
export function rememberStep(sent: AnyVariables, outcome: object): void {
  const fields = fieldsOf(sent);
  const before = fields["expectedVersion"];
  if (typeof before !== "number") return;
  const named = new Set(Object.values(fields));
  for (const row of Object.values(outcome) as unknown[]) {
    if (typeof row !== "object" || row === null) continue;
    const { id, version } = row as Fields;
    if (named.has(id) && typeof version === "number" && version > before) made.set(key(id, before), version);
  }
}
