// The development server gives out the client's own folders alone, to this machine alone; what is built knows neither.
// control: zajel-website-17
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { request } from "node:http";
import { createServer } from "vite";

const web = new URL("..", import.meta.url).pathname;
const repository = dirname(web.replace(/\/$/, ""));

/** Asks for a path as it is: `fetch` would mend the dots in it. */
const status = (port, path) =>
  new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part)).on("end", () => resolve({ code: answer.statusCode, text: Buffer.concat(parts).toString() }));
    }).on("error", reject).end();
  });

const outside = [
  "/@fs/etc/passwd",
  `/@fs${repository}/Cargo.toml`,
  `/@fs${repository}/.git/config`,
  `/@fs${web}.env.planted`,
  "/.env.planted",
  `/@fs${web}../Cargo.toml`,
  `/@fs${web}src/..%2f..%2fCargo.toml`,
  `/@fs${web}src/%2e%2e/%2e%2e/Cargo.toml`,
  "/@fs/etc/passwd?raw",
  `/@fs${repository}/Cargo.toml?import&raw`,
  `/@fs${repository}/Cargo.toml?url`,
  "/..%2f..%2f..%2fetc%2fpasswd",
];
const secret = /root:x:|\[workspace|\[core\]|planted=/;
// What is no file is answered with the page itself, as every address of the app: a secret has to be there to be kept.
const planted = join(web, ".env.planted");

const server = await createServer({ root: web, configFile: join(web, "vite.config.ts"), logLevel: "silent", server: { port: 0, strictPort: false, hmr: false, watch: null, ws: false } });
try {
  writeFileSync(planted, "planted=1\n");
  await server.listen();
  const { address, port } = server.httpServer.address();
  if (address !== "127.0.0.1") throw new Error(`it listens on ${address}`);
  const inside = await status(port, "/src/main.tsx");
  if (inside.code !== 200) throw new Error(`its own source was refused with ${inside.code}`);
  for (const path of outside) {
    const { code, text } = await status(port, path);
    const isPage = code === 200 && text.includes('<div id="root"');
    if (secret.test(text) || !(isPage || code === 403)) throw new Error(`${path} was answered with ${code}`);
  }
} finally {
  rmSync(planted, { force: true });
  await server.close();
}

const dist = join(web, "dist");
if (!existsSync(dist)) throw new Error("nothing is built yet");
const traces = [/@vite\/client/, /import\.meta\.hot/, /@fs\//, /sourceMappingURL/, new RegExp(repository.replace(/[^\w/]/g, "\\$&"))];
for (const name of readdirSync(dist, { recursive: true })) {
  const file = join(dist, name);
  if (!statSync(file).isFile() || !/\.(js|css|html|json|webmanifest)$/.test(name)) continue;
  const text = readFileSync(file, "utf8");
  for (const trace of traces) if (trace.test(text)) throw new Error(`${name} holds ${trace}`);
}
console.log(`${outside.length} addresses outside of the client were refused; what is built holds no trace of where`);
