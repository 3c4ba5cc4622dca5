import { startPage } from "../shared/start";
import App from "./App.vue";
import { words } from "./words";

startPage(App, words);
