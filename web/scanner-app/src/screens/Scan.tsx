import { useEffect, useRef, useState } from "react";
import { useApp, useTexts, useView } from "../use";
import { listenToWedge } from "../wedge";
import { CameraView } from "./CameraView";
import { Undo } from "./Undo";
import { NotKept, Verdict } from "./Verdict";

/** The screen at the gate. The verdict lies over the camera's picture, which goes on: the next ticket may come at once. */
export function Scan() {
  const texts = useTexts();
  const [typing, setTyping] = useState(false);
  const { passed, notKept, checking, admitted, list } = useView((view) => view);
  useWakeLock();
  return (
    <main className="scan">
      <h1 className="hidden">{texts.text("tab_scan")}</h1>
      <CameraView />
      <WedgeField />
      <div className="controls">
        <Undo />
      </div>
      {typing ? <TypedCode close={() => setTyping(false)} /> : <Controls type={() => setTyping(true)} />}
      <p className="counts">
        <span>
          <strong>{texts.number(admitted)}</strong> {texts.text("count_admitted")}
        </span>
        <span>
          <strong>{texts.number(list.size)}</strong> {texts.text("count_tickets")}
        </span>
      </p>
      <div role="alert">
        {notKept !== undefined ? <NotKept reason={notKept} /> : passed !== undefined && <Verdict passed={passed} />}
      </div>
      {checking && <p className="checking">{texts.text("checking")}</p>}
    </main>
  );
}

function Controls({ type }: { readonly type: () => void }) {
  const app = useApp();
  const texts = useTexts();
  const { torch, zoom } = useView((view) => view.camera);
  return (
    <div className="controls">
      {torch !== undefined && (
        <button type="button" aria-pressed={torch} onClick={() => void app.camera.setTorch(!torch)}>
          {texts.text("torch")}
        </button>
      )}
      {zoom !== undefined && zoom.max > zoom.min && (
        <label>
          {texts.text("zoom")}
          <input
            type="range"
            min={zoom.min}
            max={zoom.max}
            step="any"
            value={zoom.value}
            onChange={(event) => void app.camera.setZoom(event.currentTarget.valueAsNumber)}
          />
        </label>
      )}
      <button type="button" onClick={type}>
        {texts.text("type_code")}
      </button>
    </div>
  );
}

function TypedCode({ close }: { readonly close: () => void }) {
  const app = useApp();
  const texts = useTexts();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="controls"
      onSubmit={(event) => {
        event.preventDefault();
        const text = field.current?.value ?? "";
        if (text.trim() !== "") {
          app.scan(text);
        }
        close();
      }}
    >
      <input ref={field} aria-label={texts.text("type_label")} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      <button className="main">{texts.text("type_do")}</button>
      <button type="button" onClick={close}>
        {texts.text("cancel")}
      </button>
    </form>
  );
}

/** Where hand scanners type. It has the focus after each verdict, so that their Enter presses no button. */
function WedgeField() {
  const app = useApp();
  const texts = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const passed = useView((view) => view.passed);
  const keyboard = useView((view) => view.preferences.scannerKeyboard);
  useEffect(
    () => (field.current === null ? undefined : listenToWedge(field.current, keyboard, (text) => app.scan(text))),
    [app, keyboard],
  );
  useEffect(() => field.current?.focus(), [passed]);
  return <input ref={field} className="wedge" inputMode="none" aria-label={texts.text("wedge")} autoComplete="off" />;
}

/** Keeps the screen on, as long as this one is shown. */
function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const take = () => {
      if (document.visibilityState === "visible" && "wakeLock" in navigator) {
        navigator.wakeLock.request("screen").then(
          (taken) => {
            lock = taken;
            if (over) {
              void taken.release();
            }
          },
          () => undefined, // With an empty battery, say. The next touch tries again.
        );
      }
    };
    take();
    document.addEventListener("visibilitychange", take);
    document.addEventListener("pointerdown", take);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", take);
      document.removeEventListener("pointerdown", take);
      void lock?.release();
    };
  }, []);
}
