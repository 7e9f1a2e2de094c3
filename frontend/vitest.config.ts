import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const source = fileURLToPath(new URL("./console/src", import.meta.url));

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@console": source } },
  test: {
    environment: "jsdom",
    include: ["console/src/**/*.test.{ts,tsx}"],
    setupFiles: ["console/src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
