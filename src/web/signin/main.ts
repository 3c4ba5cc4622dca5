import { defineAsyncComponent } from "vue";
import { keepDisplay } from "../shared/display";
import { startPage } from "../shared/start";
import SignInPage from "./SignInPage.vue";
import "./style.css";
import { words } from "./words";

const isReset = location.pathname.startsWith("/signin/reset");

keepDisplay();
startPage(isReset ? defineAsyncComponent(() => import("./ResetPage.vue")) : SignInPage, words);
