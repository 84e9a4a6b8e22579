import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { Screens } from "./screens/Screens";
import "./style.css";
import { keepUpToDate } from "./update";
import { AppContext } from "./use";

const app = new App();
const root = document.getElementById("app");
if (root === null) {
  throw new Error("The page has no place for the app");
}
createRoot(root).render(
  <StrictMode>
    <AppContext value={app}>
      <Screens />
    </AppContext>
  </StrictMode>,
);
keepUpToDate(app.view);
void app.start();
