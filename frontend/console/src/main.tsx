import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { languageReady } from "./app/i18n";
import "./app/base.css";

const container = document.getElementById("root");
if (container === null) throw new Error("#root is missing from index.html");

const root = createRoot(container);
void languageReady.finally(() =>
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
