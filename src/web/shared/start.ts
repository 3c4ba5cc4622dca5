import urql from "@urql/vue";
import { createApp, type Component } from "vue";
import type { Router } from "vue-router";
import { createGraphQL } from "./graphql/client";
import { createWords } from "./language";
import { watchWays } from "./lost_way";
import "./style.css";
import type { Words } from "./words";

/** Puts a page into its `#page`: words, GraphQL and, where it has more than one view, a router. */
export function startPage(root: Component, words: Words, router?: Router): void {
  const app = createApp(root).use(createWords(words)).use(urql, createGraphQL());
  if (router) {
    watchWays(router);
    app.use(router);
  }
  app.mount("#page");
}
