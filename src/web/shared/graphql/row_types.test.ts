import { cacheExchange, Client, fetchExchange } from "@urql/core";
import { expect, test } from "vitest";
import { rowTypes } from "./row_types";

const MAKE = { make: { __typename: "SwapProposeSuccess", swap: { __typename: "Swap", id: "s1" } } };
const turn = () => new Promise((done) => setTimeout(done, 30));

/** How often a query is asked where a mutation makes a Swap after its first answer. */
async function timesAsked(query: string, answer: object): Promise<number> {
  let asked = 0;
  const server = async (_: unknown, sent?: RequestInit) => {
    const isQuery = !String(sent?.body).includes("mutation");
    asked += Number(isQuery);
    return new Response(JSON.stringify({ data: isQuery ? answer : MAKE }), { headers: { "Content-Type": "application/json" } });
  };
  const client = new Client({ url: "http://here/", fetch: server, preferGetMethod: false, exchanges: [cacheExchange, rowTypes, fetchExchange] });
  const watching = client.query(query, {}).subscribe(() => undefined);
  await turn();
  await client.mutation("mutation { make { swap { id } } }", {}).toPromise();
  await turn();
  watching.unsubscribe();
  return asked;
}

const EMPTY = { __typename: "SwapConnection", nodes: [] };

test("an empty list is asked again when its first row was made", async () => {
  expect(await timesAsked("{ swaps { nodes { id } } }", { swaps: EMPTY })).toBe(2);
  expect(await timesAsked("{ viewer { pages { nodes { id } } } }", { viewer: { __typename: "Account", pages: [EMPTY] } })).toBe(2);
});

test("so is what names the type in a fragment and holds nothing of it", async () => {
  const listed = "query Mine { viewer { swaps { ...Line } } } fragment Line on Swap { id }";
  expect(await timesAsked(listed, { viewer: { __typename: "Account", swaps: [] } })).toBe(2);
  expect(await timesAsked("query One { node { ... on Swap { id } } }", { node: null })).toBe(2);
});

test("a list of something else is left as it is", async () => {
  expect(await timesAsked("{ skills { nodes { id } } }", { skills: { __typename: "SkillConnection", nodes: [] } })).toBe(1);
});
