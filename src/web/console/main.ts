import { startPage } from "../shared/start";
import type { Words } from "../shared/words";
import App from "./App.vue";
import { router } from "./router";
import { words } from "./words";

/** Each screen's folder may bring words of its own. */
const ofScreens = import.meta.glob<Words>("./*/words.ts", { eager: true, import: "words" });

startPage(App, Object.assign({}, words, ...Object.values(ofScreens)) as Words, router);
