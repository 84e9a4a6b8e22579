import { useApp, useSync, useTexts, useView } from "../use";
import type { Screen } from "../view";

const SCREENS: readonly Screen[] = ["scan", "summary", "log", "settings"];

/** The bottom of the screen, within reach of a thumb. */
export function Tabs() {
  const app = useApp();
  const texts = useTexts();
  const current = useView((view) => view.screen);
  const toLookAt = useSync((state) => state.unseenCount + state.parkedCount);
  return (
    <nav className="tabs">
      {SCREENS.map((screen) => (
        <button
          key={screen}
          type="button"
          aria-current={screen === current ? "page" : undefined}
          onClick={() => app.go(screen)}
        >
          {texts.text(`tab_${screen}`)}
          {screen === "summary" && toLookAt > 0 && <span className="badge">{texts.number(toLookAt)}</span>}
        </button>
      ))}
    </nav>
  );
}
