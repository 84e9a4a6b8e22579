import { useEffect, useRef } from "react";
import { useApp, useTexts, useView } from "../use";

/** What the camera sees, or why it sees nothing. */
export function CameraView() {
  const app = useApp();
  const texts = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const { running, trouble } = useView((view) => view.camera);
  const preferred = useView((view) => view.preferences.cameraId);
  useEffect(() => {
    void app.camera.show(video.current ?? undefined, preferred);
    return () => void app.camera.show(undefined);
  }, [app, preferred]);
  return (
    <div className="camera">
      <video ref={video} muted playsInline aria-label={texts.text("aim")} />
      {running && <div className="frame" aria-hidden="true" />}
      <p className="hint">{texts.text(trouble === undefined ? (running ? "aim" : "camera_start") : `camera_${trouble}`)}</p>
    </div>
  );
}
