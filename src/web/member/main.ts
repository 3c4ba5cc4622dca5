import { keepDisplay } from "../shared/display";
import { startPage } from "../shared/start";
import App from "./App.vue";
import { router } from "./router";
import { words } from "./words";

keepDisplay();
startPage(App, words, router);
