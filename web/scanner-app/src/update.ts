import { registerSW } from "virtual:pwa-register";
import type { ViewStore } from "./view";

const LOOK_EVERY_MS = 60 * 60_000;

/** Lets the app start without a network, and says when there is a newer one. It never changes while somebody works with it. */
export function keepUpToDate(view: ViewStore): void {
  const install = async () => {
    const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
    if (waiting === null || waiting === undefined) {
      location.reload(); // No page was in its way: at the first visit, none has a worker.
    } else {
      waiting.addEventListener("statechange", () => waiting.state === "activated" && location.reload());
      await update();
    }
  };
  const update = registerSW({
    onNeedRefresh: () => view.setState({ update: () => void install() }),
    onRegisteredSW: (_, registration) => {
      setInterval(() => void registration?.update().catch(() => undefined), LOOK_EVERY_MS);
    },
  });
}
