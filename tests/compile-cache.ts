import { fileURLToPath } from 'node:url';

/** A folder that npm ci empties and git ignores. */
const folder = fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url));

/** Lets every process that the tests start find its modules compiled: hundreds of them load the same ones. */
export default function shareCompileCache(): void {
  process.env.NODE_COMPILE_CACHE ??= folder;
}
