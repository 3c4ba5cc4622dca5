import { startPage } from "../shared/start";
import App from "./App.vue";
import { router } from "./router";
import { words } from "./words";

startPage(App, words, router);
