import { UNDO_MS } from "@gatesync/device-sync";
import { useState } from "react";
import { useApp, useTexts, useView } from "../use";

/** Said to the server as they stand here, whatever the language of the phone. */
const REASONS = { did_not_go_in: "did not go in", by_mistake: "scanned by mistake", other: "other" } as const;

/** How long it is said what became of it. */
const SAID_MS = 8_000;

interface Outcome {
  readonly end: string;
  readonly done: boolean;
  readonly at: number;
}

/** Takes back the last scan on which somebody was let in here, for a minute. It needs two touches, and a reason. */
export function Undo() {
  const app = useApp();
  const texts = useTexts();
  const scan = useView((view) => view.lastAdmitted);
  const now = useView((view) => view.now);
  const [asked, setAsked] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome>();
  const left = scan === undefined ? 0 : Math.min(scan.scannedAt + UNDO_MS - now, UNDO_MS); // The time shown may be of before the scan.
  const seconds = Math.ceil(left / 1_000);
  if (scan === undefined || seconds <= 0) {
    return outcome === undefined || now - outcome.at > SAID_MS ? null : (
      <p role="status" className={outcome.done ? "done" : "warning"}>
        {texts.text(outcome.done ? "undo_done" : "undo_too_late", { end: outcome.end })}
      </p>
    );
  }
  const take = async (reason: string) => {
    const done = await app.undo(scan, reason);
    setOutcome({ end: scan.code.slice(-4), done, at: Date.now() });
  };
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
        <button key={reason} type="button" onClick={() => void take(REASONS[reason])}>
          {texts.text(`undo_${reason}`)}
        </button>
      ))}
      <button type="button" className="main" onClick={() => setAsked(undefined)}>
        {texts.text("undo_keep")}
      </button>
    </section>
  );
}
