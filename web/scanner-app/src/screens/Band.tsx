import { useApp, useSync, useTexts, useView } from "../use";

const CLOCK_TOLERANCE_MS = 120_000;

/** The top of the screen: which gate this is, whether the server is reached, and what is not sent. */
export function Band() {
  const app = useApp();
  const texts = useTexts();
  const pending = useSync((state) => state.pendingCount);
  const { login, silentSince, now, list, loginNeeded, clockAheadMs } = useView((view) => view);
  const offline = silentSince > 0;
  const clockOff = Math.abs(clockAheadMs ?? 0) > CLOCK_TOLERANCE_MS;
  return (
    <header className={offline ? "band offline" : "band"}>
      <p>
        <strong>{login?.gate}</strong>
        <span>{offline ? texts.text("offline_since", { time: texts.time(silentSince, now) }) : texts.text("online")}</span>
      </p>
      <p>
        <span>{pending > 0 ? texts.text("not_sent", { count: pending }) : texts.text("all_sent")}</span>
        <span>
          {list.asOf === undefined
            ? texts.text("no_list")
            : texts.text("list_age", { time: texts.time(list.asOf, now) })}
        </span>
      </p>
      {clockOff && (
        <p className="warning">
          {texts.text("clock_off", { minutes: Math.round(Math.abs(clockAheadMs ?? 0) / 60_000) })}
        </p>
      )}
      {loginNeeded && (
        <button type="button" className="warning" onClick={() => app.signInAgain()}>
          {texts.text("sign_in_again")}
        </button>
      )}
    </header>
  );
}
