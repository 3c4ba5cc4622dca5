import { fetchGraphQL, GRAPHQL_PATH } from "./connection";

const SESSION_CREATE = `mutation SessionCreate($input: SessionCreateInput!) {
  sessionCreate(input: $input) {
    __typename
    ... on SessionCreateSuccess { token }
    ... on UserError { message }
  }
}`;

interface Answer {
  readonly data?: { readonly sessionCreate?: { readonly token?: string; readonly message?: string } | null } | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Exchanges a login and password for a token. Throws an Error whose message is meant for people. */
export async function createSession(login: string, password: string): Promise<string> {
  const response = await fetchGraphQL(GRAPHQL_PATH, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify({ query: SESSION_CREATE, variables: { input: { login, password } } }),
  });
  const answer = (await response.json()) as Answer;
  const created = answer.data?.sessionCreate;
  if (created?.token) return created.token;
  const said = created?.message ?? answer.errors?.map((error) => error.message).join(" ");
  throw new Error(said || "登录没有成功。 Signing in did not succeed.");
}
