import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "graphiql/setup-workers/vite";
import { Page } from "./page";
import "./page.css";

const place = document.getElementById("page");
if (place === null) throw new Error("index.html has no element #page");
createRoot(place).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
