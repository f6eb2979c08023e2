// Builds the web client; while developing, passes API calls to a server on port 8080.
import { defineConfig } from "vitest/config";
import solid from "vite-plugin-solid";
import { modernFonts, preloadFont } from "./scripts/fonts.mjs";
import { trustedTemplates } from "./scripts/trusted-templates.mjs";

export default defineConfig({
  plugins: [solid(), trustedTemplates(), modernFonts(), preloadFont()],
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  build: { target: "es2024", cssMinify: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8080", ws: true } } },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], pool: "threads" },
});
