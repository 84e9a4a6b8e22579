import { useState, type FormEvent } from "react";
import { useApp, useTexts, useView } from "../use";
import { CameraView } from "./CameraView";

/** Makes this phone a device of an event: by an enrolment code, or a passcode. */
export function Enrol() {
  const app = useApp();
  const texts = useTexts();
  const login = useView((view) => view.login);
  const enrolment = useView((view) => view.enrolment);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const byCode = enrolment !== undefined;
  const isOther =
    byCode && login !== undefined && (enrolment.eventId !== login.eventId || enrolment.deviceId !== login.deviceId);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const field = (name: string) => String(said.get(name) ?? "").trim();
    setBusy(true);
    setTrouble("");
    app
      .enrol({
        event_id: byCode ? enrolment.eventId : field("event"),
        device_id: byCode ? enrolment.deviceId : field("device"),
        device_name: field("device_name"),
        gate: field("gate"),
        ...(byCode ? { enrolment_code: enrolment.code } : { passcode: field("passcode") }),
      })
      .catch((error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false));
  };

  return (
    <main className="page">
      <h1>{texts.text(login === undefined ? "enrol_title" : "enrol_again_title")}</h1>
      {!window.isSecureContext && <p className="warning">{texts.text("insecure")}</p>}
      {isIPhonePage() && <p className="warning">{texts.text("enrol_home_screen")}</p>}
      {login !== undefined && <p>{texts.text("enrol_again_text")}</p>}
      {!byCode && (
        <>
          <p>{texts.text("enrol_scan")}</p>
          <CameraView />
        </>
      )}
      <form onSubmit={submit}>
        {byCode ? (
          <p className="chosen">
            {texts.text("enrol_code_there", { device: enrolment.deviceId, event: enrolment.eventId })}{" "}
            <button type="button" onClick={() => app.dropEnrolment()}>
              {texts.text("enrol_code_drop")}
            </button>
          </p>
        ) : (
          <>
            <Field name="event" label={texts.text("enrol_event")} value={login?.eventId} fixed={login !== undefined} />
            <Field name="device" label={texts.text("enrol_device")} value={login?.deviceId} fixed={login !== undefined} />
          </>
        )}
        <Field name="device_name" label={texts.text("enrol_device_name")} value={login?.deviceName} />
        <Field name="gate" label={texts.text("enrol_gate")} value={login?.gate} />
        {!byCode && <Field name="passcode" label={texts.text("enrol_passcode")} type="password" />}
        {isOther && (
          <p className="warning">{texts.text("enrol_other", { device: login.deviceId, event: login.eventName })}</p>
        )}
        {trouble !== "" && (
          <p className="warning" role="alert">
            {trouble}
          </p>
        )}
        <button className="main" disabled={busy || isOther}>
          {texts.text(busy ? "enrol_busy" : "enrol_do")}
        </button>
        {login !== undefined && (
          <button type="button" onClick={() => app.cancelSignIn()}>
            {texts.text("cancel")}
          </button>
        )}
      </form>
    </main>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly fixed?: boolean;
  readonly type?: string;
}

function Field({ name, label, value, fixed = false, type = "text" }: FieldProps) {
  return (
    <label>
      {label}
      <input
        name={name}
        type={type}
        defaultValue={value}
        readOnly={fixed}
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
    </label>
  );
}

/** In a tab of an iPhone's browser; an app on its home screen has a storage of its own. */
function isIPhonePage(): boolean {
  return /iPhone|iPad/.test(navigator.userAgent) && !matchMedia("(display-mode: standalone)").matches;
}
