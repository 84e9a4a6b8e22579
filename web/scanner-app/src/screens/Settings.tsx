import { useEffect, useState } from "react";
import { LANGUAGES } from "../texts";
import { useApp, useSync, useTexts, useView } from "../use";

/** What can be set on this phone, and how to leave it. */
export function Settings() {
  const app = useApp();
  const texts = useTexts();
  const { preferences, camera, login, storageKept } = useView((view) => view);
  return (
    <main className="page">
      <h1>{texts.text("settings_title")}</h1>
      <label>
        {texts.text("settings_language")}
        <select value={texts.language} onChange={(change) => app.prefer({ language: change.currentTarget.value })}>
          {LANGUAGES.map(({ code, name }) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="switch">
        {texts.text("settings_sound")}
        <input type="checkbox" checked={preferences.sound} onChange={(change) => app.prefer({ sound: change.currentTarget.checked })} />
      </label>
      <label className="switch">
        {texts.text("settings_vibration")}
        <input
          type="checkbox"
          checked={preferences.vibration}
          onChange={(change) => app.prefer({ vibration: change.currentTarget.checked })}
        />
      </label>
      {camera.cameras.length > 0 && (
        <label>
          {texts.text("settings_camera")}
          <select
            value={preferences.cameraId ?? ""}
            onChange={(change) => app.prefer({ cameraId: change.currentTarget.value || undefined })}
          >
            <option value="">{texts.text("settings_camera_default")}</option>
            {camera.cameras.map(({ deviceId, label }) => (
              <option key={deviceId} value={deviceId}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {texts.text("settings_scanner")}
        <select
          value={preferences.scannerKeyboard}
          onChange={(change) => app.prefer({ scannerKeyboard: change.currentTarget.value === "us" ? "us" : "phone" })}
        >
          <option value="phone">{texts.text("settings_scanner_phone")}</option>
          <option value="us">{texts.text("settings_scanner_us")}</option>
        </select>
        <span className="small">{texts.text("settings_scanner_hint")}</span>
      </label>
      <dl>
        <div>
          <dt>{texts.text("settings_phone")}</dt>
          <dd>
            {login?.deviceName} ({login?.deviceId})
          </dd>
        </div>
        <div>
          <dt>{texts.text("enrol_event")}</dt>
          <dd>{login?.eventName}</dd>
        </div>
        <div>
          <dt>{texts.text("settings_storage")}</dt>
          <dd>{texts.text(storageKept === true ? "settings_storage_kept" : "settings_storage_not_kept")}</dd>
        </div>
      </dl>
      <Leaving />
    </main>
  );
}

/** A newer app, and logging out: neither before every scan has its verdict, or is in a file. */
function Leaving() {
  const app = useApp();
  const texts = useTexts();
  const update = useView((view) => view.update);
  const exportedAt = useView((view) => view.exportedAt);
  const unsettled = useSync((state) => state.pendingCount + state.parkedCount + state.interruptedCount);
  const [mayLeave, setMayLeave] = useState(false);
  const [sure, setSure] = useState(false);
  useEffect(() => {
    void app.mayLeave().then(setMayLeave);
  }, [app, unsettled, exportedAt]);
  return (
    <section>
      {!mayLeave && <p className="warning">{texts.text("settings_blocked", { count: unsettled })}</p>}
      {update !== undefined && (
        <>
          <h2>{texts.text("settings_update")}</h2>
          <button type="button" className="main" disabled={!mayLeave} onClick={update}>
            {texts.text("settings_update_do")}
          </button>
        </>
      )}
      <h2>{texts.text("settings_log_out")}</h2>
      <p className="small">{texts.text("settings_log_out_text")}</p>
      <button type="button" disabled={!mayLeave} onClick={() => (sure ? void app.logOut() : setSure(true))}>
        {texts.text(sure ? "settings_log_out_sure" : "settings_log_out")}
      </button>
    </section>
  );
}
