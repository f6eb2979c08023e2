// Writes a brotli copy beside every text file of the build, for the server to embed.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const dist = new URL("../dist", import.meta.url).pathname;
const packed = /\.(js|css|html|svg|json|webmanifest|txt)$/;

for (const name of readdirSync(dist, { recursive: true })) {
  const path = join(dist, name);
  if (!statSync(path).isFile() || !packed.test(name)) continue;
  const bytes = readFileSync(path);
  const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  if (small.length < bytes.length) writeFileSync(`${path}.br`, small);
}
