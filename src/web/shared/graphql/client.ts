import { cacheExchange, Client, fetchExchange, mapExchange, subscriptionExchange } from "@urql/core";
import { createClient as createSockets } from "graphql-ws";
import { leaveToSignIn, PAGE_HEADERS } from "../session";
import { rowTypes } from "./row_types";

const PATH = "/graphql";

/**
 * Queries and mutations by POST, subscriptions by graphql-transport-ws; the session's cookie goes with both.
 *
 * The document cache, not the normalised one: after a mutation every query that showed a type it touched is
 * asked again, so that counts, orders and rights are the server's and never worked out here.
 */
export function createGraphQL(): Client {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const sockets = createSockets({ url: `${scheme}//${location.host}${PATH}`, lazyCloseTimeout: 5_000, retryAttempts: 20 });
  return new Client({
    url: PATH,
    preferGetMethod: false,
    requestPolicy: "cache-and-network",
    // urql would also take an event stream, which Sanbao then sends, without the headers of a sign-in.
    fetchOptions: { headers: { ...PAGE_HEADERS, Accept: "application/graphql-response+json" }, credentials: "same-origin" },
    exchanges: [
      mapExchange({
        onError(error) {
          if (error.graphQLErrors.some((said) => said.extensions?.code === "UNAUTHENTICATED")) leaveToSignIn();
        },
      }),
      cacheExchange,
      rowTypes,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = "", variables }) => ({
          subscribe: (sink) => ({ unsubscribe: sockets.subscribe({ query, variables: variables as Record<string, unknown> }, sink) }),
        }),
      }),
    ],
  });
}
