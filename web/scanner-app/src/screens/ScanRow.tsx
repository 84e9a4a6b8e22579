import type { Scan } from "@gatesync/device-sync";
import type { TextKey } from "../texts";
import { useTexts, useView } from "../use";

/** One scan in a list: when, what was shown, what became of it. */
export function ScanRow({ scan }: { readonly scan: Scan }) {
  const texts = useTexts();
  const now = useView((view) => view.now);
  const differs = scan.undo === undefined && scan.shown === "admit" && scan.verdict !== undefined && scan.verdict.status !== "synced";
  return (
    <li className={differs || scan.undo?.state === "refused" || scan.state === "parked" ? "differs" : undefined}>
      <span>{texts.time(scan.scannedAt, now)}</span>
      <strong>{texts.text(scan.shown === null ? "log_none_shown" : `log_${scan.shown}`)}</strong>
      <span className="code">…{scan.code.slice(-4)}</span>
      <span>{differs ? texts.text(`verdict_${scan.verdict.status}`) : texts.text(state(scan))}</span>
      {scan.reason !== undefined && <span className="reason">{scan.reason}</span>}
    </li>
  );
}

function state(scan: Scan): TextKey {
  if (scan.undo !== undefined) {
    return scan.undo.state === "refused" ? "log_not_taken_back" : "log_taken_back";
  }
  switch (scan.state) {
    case "final":
      return "log_sent";
    case "parked":
      return "log_parked_one";
    default:
      return "log_pending_one";
  }
}
