import { defineConfig } from "vitest/config";

// In a browser, against a running GateSync, which the environment names: see browser/gate.ts.
export default defineConfig({
  test: {
    environment: "node",
    setupFiles: ["fake-indexeddb/auto"],
    include: ["browser/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
