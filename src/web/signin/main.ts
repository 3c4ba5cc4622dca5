import { startPage } from "../shared/start";
import SignInPage from "./SignInPage.vue";
import { words } from "./words";

startPage(SignInPage, words);
