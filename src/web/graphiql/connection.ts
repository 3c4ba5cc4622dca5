import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { getOperationAST, parse, type DocumentNode } from "graphql";
import { createClient, type Client } from "graphql-ws";

export const GRAPHQL_PATH = "/graphql";

export interface Connection {
  readonly fetcher: Fetcher;
  /** Ends running subscriptions. */
  close(): void;
}

/**
 * Queries and mutations by HTTP POST, subscriptions by graphql-transport-ws, both at one path and
 * both as the bearer of the token (as nobody when it is null).
 */
export function connect(token: string | null): Connection {
  const authorization = token === null ? null : `Bearer ${token}`;
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const sockets: Client = createClient({
    url: `${scheme}//${location.host}${GRAPHQL_PATH}`,
    ...(authorization !== null && { connectionParams: { authorization } }),
  });
  const fetcher = createGraphiQLFetcher({
    url: GRAPHQL_PATH,
    wsClient: sockets,
    fetch: fetchGraphQL,
    enableIncrementalDelivery: false,
    ...(authorization !== null && { headers: { Authorization: authorization } }),
  });
  return { fetcher: readingAnew(fetcher), close: () => void sockets.dispose() };
}

/**
 * GraphiQL reads what was typed only after a pause. Run before that, a subscription would be sent as
 * a query, or under the name of the operation that stood there before. So it is read again when sent.
 */
function readingAnew(fetcher: Fetcher): Fetcher {
  return (params, options) => {
    let document: DocumentNode;
    try {
      document = parse(params.query);
    } catch {
      return fetcher(params, options); // The server's answer says where the fault is.
    }
    const operation = getOperationAST(document, params.operationName) ?? getOperationAST(document);
    const operationName = operation?.name?.value ?? null;
    return fetcher({ ...params, operationName }, { ...options, documentAST: document });
  };
}

/** `fetch` that says in words when the server is away or something other than GraphQL answers. */
export async function fetchGraphQL(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(input, { ...init, credentials: "same-origin" });
  } catch {
    throw new Error("连不上服务器，请稍后再试。 The server cannot be reached; try again later.");
  }
  if (!/[/+]json\b/.test(response.headers.get("content-type") ?? "")) {
    const status = `${response.status} ${response.statusText}`.trim();
    throw new Error(`服务器没有给出 GraphQL 回答。 The server gave no GraphQL answer. (${status})`);
  }
  return response;
}
