import { useApp, useTexts, useView } from "../use";

/** Before the first scan: what is on this phone, and whether it stays there. */
export function Ready() {
  const app = useApp();
  const texts = useTexts();
  const { login, list, storageKept, silentSince, now } = useView((view) => view);
  return (
    <main className="page centred">
      <h1>{login?.eventName}</h1>
      <p>{texts.text("ready_text", { device: login?.deviceName ?? "", gate: login?.gate ?? "" })}</p>
      <div className="facts" aria-live="polite">
        {list.loading !== undefined ? (
          <label>
            {texts.text("ready_loading")}
            <progress value={list.loading} />
          </label>
        ) : (
          list.asOf !== undefined && <p>✓ {texts.text("ready_list", { count: list.size })}</p>
        )}
        {silentSince > 0 && <p className="warning">{texts.text("offline_since", { time: texts.time(silentSince, now) })}</p>}
        {list.trouble !== undefined && <p className="warning">{list.trouble}</p>}
        <p>
          {storageKept === true
            ? `✓ ${texts.text("ready_storage_kept")}`
            : `⚠ ${texts.text("ready_storage_not_kept")}`}
        </p>
      </div>
      <button type="button" className="main" onClick={() => app.begin()}>
        {texts.text("ready_do")}
      </button>
      <p className="small">{texts.text("ready_hint")}</p>
    </main>
  );
}
