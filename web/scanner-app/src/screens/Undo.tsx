import { UNDO_MS } from "@gatesync/device-sync";
import { useState } from "react";
import { useApp, useTexts, useView } from "../use";

/** Said to the server as they stand here, whatever the language of the phone. */
const REASONS = { did_not_go_in: "did not go in", by_mistake: "scanned by mistake", other: "other" } as const;

/** Takes back the last scan on which somebody was let in here, for a minute. It needs two touches, and a reason. */
export function Undo() {
  const app = useApp();
  const texts = useTexts();
  const scan = useView((view) => view.lastAdmitted);
  const now = useView((view) => view.now);
  const [asked, setAsked] = useState<string>();
  const seconds = scan === undefined ? 0 : Math.ceil((scan.scannedAt + UNDO_MS - now) / 1_000);
  if (scan === undefined || seconds <= 0) {
    return null;
  }
  const end = scan.code.slice(-4);
  if (asked !== scan.scanId) {
    return (
      <button type="button" onClick={() => setAsked(scan.scanId)}>
        {texts.text("undo", { end, seconds })}
      </button>
    );
  }
  return (
    <section className="undo" aria-label={texts.text("undo_why", { end })}>
      <p>{texts.text("undo_why", { end })}</p>
      {(["did_not_go_in", "by_mistake", "other"] as const).map((reason) => (
        <button key={reason} type="button" onClick={() => void app.undo(scan, REASONS[reason])}>
          {texts.text(`undo_${reason}`)}
        </button>
      ))}
      <button type="button" onClick={() => setAsked(undefined)}>
        {texts.text("cancel")}
      </button>
    </section>
  );
}
