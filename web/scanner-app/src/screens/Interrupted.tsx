import { useApp, useTexts, useView } from "../use";
import { Message } from "./Message";

/** Asks what became of scans during which the app was ended. */
export function Interrupted() {
  const app = useApp();
  const texts = useTexts();
  const scan = useView((view) => view.interrupted[0]);
  const now = useView((view) => view.now);
  if (scan === undefined) {
    return null;
  }
  const values = { end: scan.code.slice(-4), time: texts.time(scan.scannedAt, now) };
  return (
    <Message title={texts.text("interrupted_title")} text={texts.text("interrupted_text", values)}>
      <button type="button" className="main" onClick={() => void app.explain(scan, true)}>
        {texts.text("interrupted_yes")}
      </button>
      <button type="button" onClick={() => void app.explain(scan, false)}>
        {texts.text("interrupted_no")}
      </button>
    </Message>
  );
}
