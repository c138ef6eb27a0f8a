import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const options = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/**
 * Writes a Brotli file beside each script and style sheet of a build. next.config.js serves it to browsers that accept
 * Brotli. Next.js itself compresses with gzip only, and anew for every request.
 *
 * @param {string} folder the build's static files, for instance `.next/static`
 */
export function compressStaticFiles(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), options));
  }
}
