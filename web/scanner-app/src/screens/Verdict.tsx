import type { Decision, Entry, Passed, Sign } from "@gatesync/device-sync";
import { useEffect } from "react";
import type { Texts } from "../texts";
import { useApp, useTexts, useView } from "../use";
import { Symbol } from "./Symbol";

/** How long an admission stays on the screen. What refuses somebody stays until it is put away. */
const ADMIT_MS = 2_500;

/** One verdict, big: by words, shape, brightness, sound and vibration, each of which says it alone. */
export function Verdict({ passed }: { readonly passed: Passed }) {
  const app = useApp();
  const texts = useTexts();
  const { sign, ticket } = passed.decision;
  useEffect(() => {
    if (sign !== "admit") {
      return undefined;
    }
    const timer = setTimeout(() => app.next(), ADMIT_MS);
    return () => clearTimeout(timer);
  }, [app, passed, sign]);
  const facts = [ticket?.type, ticket?.admittence].filter((fact) => fact !== undefined && fact !== "");
  return (
    <section className={`verdict ${look(sign)}`} data-sign={sign} data-scan={passed.scan.scanId}>
      <Symbol sign={sign} />
      <h2>{texts.text(sign)}</h2>
      <Why decision={passed.decision} />
      {facts.length > 0 && <p className="facts">{facts.join(" · ")}</p>}
      <p className="small">
        {ticket?.number !== undefined && <span>{texts.text("number", { number: ticket.number })}</span>}
        <span>{texts.text("code_ends", { end: passed.scan.code.slice(-4) })}</span>
        <span>{texts.text(passed.decision.byServer ? "by_server" : "by_list")}</span>
      </p>
      <button type="button" onClick={() => app.next()}>
        {texts.text("next")}
      </button>
    </section>
  );
}

/** The scan could not be kept: it was no scan. */
export function NotKept({ reason }: { readonly reason: string }) {
  const app = useApp();
  const texts = useTexts();
  return (
    <section className="verdict unchecked" data-sign="not-kept">
      <Symbol sign="unchecked" />
      <h2>{texts.text("not_kept")}</h2>
      <p className="why">{texts.text("not_kept_text")}</p>
      <p className="small">{reason}</p>
      <button type="button" onClick={() => app.next()}>
        {texts.text("next")}
      </button>
    </section>
  );
}

function Why({ decision }: { readonly decision: Decision }) {
  const texts = useTexts();
  const now = useView((view) => view.now);
  const asOf = useView((view) => view.list.asOf);
  const here = useView((view) => view.login?.deviceId);
  const { sign, entry, byServer } = decision;
  switch (sign) {
    case "admit":
      return null;
    case "used":
      return entry === undefined ? null : (
        <p className="why">
          {firstEntry(texts, entry, here, now)}
          <br />
          {texts.ago(entry.at, now)}
        </p>
      );
    case "unknown":
      return (
        <p className="why">
          {byServer || asOf === undefined
            ? texts.text("why_unknown")
            : texts.text("why_unknown_old", { time: texts.time(asOf, now) })}
        </p>
      );
    default:
      return <p className="why">{texts.text(`why_${sign}`)}</p>;
  }
}

function firstEntry(texts: Texts, entry: Entry, here: string | undefined, now: number): string {
  const time = texts.time(entry.at, now);
  if (entry.deviceId === here) {
    return texts.text("entry_here", { time });
  }
  return entry.gate === undefined || entry.gate === ""
    ? texts.text("entry_device", { time, device: entry.deviceId })
    : texts.text("entry_at", { time, gate: entry.gate });
}

function look(sign: Sign): string {
  return sign === "revoked" || sign === "unknown" ? "stop" : sign;
}
