// Builds the web client; while developing, passes API calls to a server on port 8080.
import { defineConfig } from "vitest/config";
import solid from "vite-plugin-solid";
import { modernFonts, preloadFont } from "./scripts/fonts.mjs";
import { trustedTemplates } from "./scripts/trusted-templates.mjs";

/** Stands where each answer of the server puts its own nonce; see crates/server/src/edge/http/policy.rs. */
const NONCE = "SNUG_NONCE";

/** The policy that the server sends with the page, so that a preview breaks where the program would. */
const POLICY = [
  "default-src 'self'",
  `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
  `style-src 'self' 'nonce-${NONCE}'`,
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types solid-templates",
].join("; ");

export default defineConfig({
  plugins: [solid(), trustedTemplates(), modernFonts(), preloadFont()],
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  html: { cspNonce: NONCE },
  build: { target: "es2024", cssMinify: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  preview: { headers: { "Content-Security-Policy": POLICY } },
  // Loopback and the folders of the client alone: a page of somebody else must not read this machine through it.
  server: { host: "127.0.0.1", fs: { strict: true, allow: ["index.html", "src", "public", "node_modules"] }, proxy: { "/api": { target: "http://127.0.0.1:8080", ws: true } } },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], pool: "threads", isolate: false },
});
