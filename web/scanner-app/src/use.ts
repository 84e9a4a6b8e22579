import type { SyncState } from "@gatesync/device-sync";
import { createContext, useContext, useMemo } from "react";
import { useStore } from "zustand";
import type { App } from "./app";
import { languageFor, Texts } from "./texts";
import type { View } from "./view";

export const AppContext = createContext<App | undefined>(undefined);

/** The app that these screens show. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) {
    throw new Error("There is no app around this screen");
  }
  return app;
}

export function useView<T>(pick: (view: View) => T): T {
  return useStore(useApp().view, pick);
}

export function useSync<T>(pick: (state: SyncState) => T): T {
  return useStore(useApp().sync, pick);
}

export function useTexts(): Texts {
  const chosen = useView((view) => view.preferences.language);
  return useMemo(() => new Texts(languageFor([chosen, ...navigator.languages])), [chosen]);
}
