import { useEffect } from "react";
import { useApp, useTexts, useView } from "../use";
import { Band } from "./Band";
import { Enrol } from "./Enrol";
import { Interrupted } from "./Interrupted";
import { Log } from "./Log";
import { Message } from "./Message";
import { Ready } from "./Ready";
import { Scan } from "./Scan";
import { Settings } from "./Settings";
import { Summary } from "./Summary";
import { Tabs } from "./Tabs";

/** What is on the screen now. */
export function Screens() {
  const texts = useTexts();
  useEffect(() => {
    document.documentElement.lang = texts.language;
  }, [texts]);
  const app = useApp();
  const { started, obstacle, login, enrolment, signingIn, begun, interrupted } = useView((view) => view);
  if (!started) {
    return <Message title={texts.text("starting")} />;
  }
  if (obstacle !== undefined) {
    const act = obstacle === "elsewhere" ? () => void app.workHere() : () => location.reload();
    return (
      <Message title={texts.text(`${obstacle}_title`)} text={texts.text(`${obstacle}_text`)}>
        <Reason />
        <button type="button" className="main" onClick={act}>
          {texts.text(`${obstacle}_do`)}
        </button>
      </Message>
    );
  }
  if (login === undefined || signingIn || enrolment !== undefined) {
    return <Enrol />;
  }
  if (interrupted.length > 0) {
    return <Interrupted />;
  }
  return begun ? <Gate /> : <Ready />;
}

function Reason() {
  const reason = useView((view) => view.obstacleReason);
  return reason === "" ? null : <p className="small">{reason}</p>;
}

function Gate() {
  const screen = useView((view) => view.screen);
  return (
    <div className="gate">
      <Band />
      {screen === "scan" && <Scan />}
      {screen === "summary" && <Summary />}
      {screen === "log" && <Log />}
      {screen === "settings" && <Settings />}
      <Tabs />
    </div>
  );
}
