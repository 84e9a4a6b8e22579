import react from "@vitejs/plugin-react";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";

// The gateway serves the app under /app/, beside its API, which the service worker does not touch.
export default defineConfig({
  base: "/app/",
  build: {
    outDir: "../target/classes/META-INF/resources/app",
    emptyOutDir: true,
    target: "es2022",
    // Everything is a file of its own, which the content security policy can name.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  plugins: [
    react(),
    VitePWA({
      // Never by itself: somebody may be at the gate.
      registerType: "prompt",
      injectRegister: null,
      workbox: {
        globPatterns: ["**/*.{js,css,html,svg,png,wasm,webmanifest}"],
        navigateFallback: "index.html",
      },
      manifest: {
        id: "/app/",
        name: "GateSync Scanner",
        short_name: "GateSync",
        description: "Scans tickets at the gate, also without a network.",
        display: "standalone",
        orientation: "portrait",
        background_color: "#10151c",
        theme_color: "#10151c",
        icons: [
          { src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
          { src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "maskable" },
        ],
      },
    }),
  ],
  test: { environment: "node", include: ["test/**/*.test.ts"], testTimeout: 60_000 },
});
