import type { Scan } from "@gatesync/device-sync";
import { useEffect, useState } from "react";
import { useApp, useSync, useTexts, useView } from "../use";
import { ScanRow } from "./ScanRow";

const MOST = 100;

type Filter = "all" | "pending" | "differs";

const FILTERS: Record<Filter, (scan: Scan) => boolean> = {
  all: () => true,
  pending: (scan) => scan.state !== "final",
  differs: (scan) => scan.shown === "admit" && scan.verdict !== undefined && scan.verdict.status !== "synced",
};

/** The latest scans of this phone. */
export function Log() {
  const app = useApp();
  const texts = useTexts();
  const event = useView((view) => view.login?.eventId ?? "");
  const made = useView((view) => view.admitted + view.refused);
  const pending = useSync((state) => state.pendingCount);
  const [filter, setFilter] = useState<Filter>("all");
  const [search, setSearch] = useState("");
  const [scans, setScans] = useState<readonly Scan[]>([]);
  useEffect(() => {
    const wanted = search.trim().toLowerCase();
    const matches = (scan: Scan) => FILTERS[filter](scan) && scan.code.toLowerCase().includes(wanted);
    let late = false;
    void app.queue.latest(event, MOST, matches).then((found) => late || setScans(found));
    return () => {
      late = true;
    };
  }, [app, event, filter, search, made, pending]);
  return (
    <main className="page">
      <h1>{texts.text("log_title")}</h1>
      <div className="choices">
        {(["all", "pending", "differs"] as const).map((one) => (
          <button key={one} type="button" aria-pressed={one === filter} onClick={() => setFilter(one)}>
            {texts.text(`log_${one}`)}
          </button>
        ))}
      </div>
      <label>
        {texts.text("log_search")}
        <input type="search" value={search} onChange={(change) => setSearch(change.currentTarget.value)} />
      </label>
      {scans.length === 0 && <p>{texts.text("log_none")}</p>}
      <ul className="scans">
        {scans.map((scan) => (
          <ScanRow key={scan.scanId} scan={scan} />
        ))}
      </ul>
    </main>
  );
}
