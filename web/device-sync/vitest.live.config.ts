import { defineConfig } from "vitest/config";

// Against a running GateSync, which the environment names: see live/live.test.ts.
export default defineConfig({
  test: {
    environment: "node",
    setupFiles: ["fake-indexeddb/auto"],
    include: ["live/**/*.test.ts"],
    testTimeout: 120_000,
  },
});
