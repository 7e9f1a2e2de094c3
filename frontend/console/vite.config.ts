import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { reportFirstLoad } from "./firstLoad.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const backend = process.env.BACKEND_URL ?? "http://127.0.0.1:8000";

export default defineConfig(({ command }) => ({
  root: here("."),
  base: command === "build" ? "/static/console/" : "/",
  plugins: [react(), reportFirstLoad({ limitKiB: 350, routes: ["LoginPage", "InboxPage"] })],
  resolve: { alias: { "@console": here("./src") } },
  server: { port: 5173, proxy: { "/graphql": backend, "/w": backend } },
  build: {
    outDir: here("../dist/console"),
    emptyOutDir: true,
    chunkSizeWarningLimit: 600,
    sourcemap: false,
  },
}));
