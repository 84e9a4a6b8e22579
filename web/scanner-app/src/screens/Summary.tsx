import type { Scan } from "@gatesync/device-sync";
import { useEffect, useState } from "react";
import { useApp, useSync, useTexts, useView } from "../use";
import { ScanRow } from "./ScanRow";

/** What was sent, what was not, and what the server says otherwise. */
export function Summary() {
  const app = useApp();
  const texts = useTexts();
  const sync = useSync((state) => state);
  const { list, now, silentSince, admitted, refused } = useView((view) => view);
  const unsettled = sync.pendingCount + sync.parkedCount;
  // That the server does not answer, OFFLINE says.
  const troubles = silentSince > 0 ? [] : [...new Set([sync.lastSync?.trouble, list.trouble])].filter((one) => one !== undefined);
  return (
    <main className="page">
      <h1>{texts.text("summary_title")}</h1>
      {sync.unseenCount > 0 && (
        <section>
          <h2>{texts.text("summary_differs")}</h2>
          <Scans read={(event) => app.queue.differing(event)} count={sync.unseenCount} />
          <button type="button" onClick={() => void app.markSeen()}>
            {texts.text("summary_differs_do")}
          </button>
        </section>
      )}
      {sync.parkedCount > 0 && (
        <section>
          <h2>{texts.text("summary_parked")}</h2>
          <Scans read={(event) => app.queue.parked(event)} count={sync.parkedCount} />
        </section>
      )}
      <dl>
        <Fact name={texts.text("summary_last")}>
          {sync.lastSync === null
            ? texts.text("summary_never")
            : `${texts.time(sync.lastSync.at, now)} · ${sync.lastSync.trouble === undefined ? texts.text("summary_sent", { count: sync.lastSync.scans }) : texts.text("summary_failed")}`}
        </Fact>
        <Fact name={texts.text("summary_pending")}>{texts.number(sync.pendingCount)}</Fact>
        {silentSince > 0 && <Fact name={texts.text("summary_offline")}>{texts.time(silentSince, now)}</Fact>}
        <Fact name={texts.text("summary_list")}>
          {list.asOf === undefined
            ? texts.text("no_list")
            : texts.text("summary_list_value", { count: list.size, time: texts.time(list.asOf, now) })}
        </Fact>
        <Fact name={texts.text("summary_admitted")}>{texts.number(admitted)}</Fact>
        <Fact name={texts.text("summary_refused")}>{texts.number(refused)}</Fact>
      </dl>
      {troubles.map((trouble) => (
        <p key={trouble} className="warning">
          {trouble}
        </p>
      ))}
      <button type="button" className="main" disabled={sync.isSyncing} onClick={() => void sync.syncToServer()}>
        {texts.text(sync.isSyncing ? "syncing" : "sync_now")}
      </button>
      {unsettled > 0 && <Export count={unsettled} />}
    </main>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** @param count read anew when it changes */
function Scans({ read, count }: { readonly read: (eventId: string) => Promise<Scan[]>; readonly count: number }) {
  const event = useView((view) => view.login?.eventId ?? "");
  const [scans, setScans] = useState<readonly Scan[]>([]);
  useEffect(() => {
    void read(event).then(setScans);
    // The function is another one each time, and reads the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [event, count]);
  return (
    <ul className="scans">
      {scans.map((scan) => (
        <ScanRow key={scan.scanId} scan={scan} />
      ))}
    </ul>
  );
}

function Export({ count }: { readonly count: number }) {
  const app = useApp();
  const texts = useTexts();
  return (
    <section>
      <button type="button" onClick={() => void app.exported().then(save)}>
        {texts.text("export", { count })}
      </button>
      <p className="small">{texts.text("export_hint")}</p>
    </section>
  );
}

function save(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
