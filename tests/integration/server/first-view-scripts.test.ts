import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../../../sandbox/world.ts';
import { installApp } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';

/** A little over what it is, in bytes: what is larger has to be loaded later, or to be worth raising this. */
const gzipLimit = 215_500;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

it('the scripts of the first view stay small', async () => {
  const store = addTestStore(world.sandbox);
  await installApp(world, store.hash);
  const page = await (await fetch(await world.sandbox.callbacks.loadUrl(store.hash))).text();
  // For browsers without modules, which do not run the app.
  const loaded = page.replaceAll(/<script[^>]*\bnomodule\b[^>]*>/gi, '');
  const paths = new Set(loaded.match(/\/_next\/static\/chunks\/[\w~.-]+\.js/g));
  expect(paths.size).toBeGreaterThan(3);

  const sizes: Record<string, number> = {};
  for (const path of paths) {
    const script = await (await fetch(world.app.url + path)).arrayBuffer();
    sizes[path] = gzipSync(script, { level: 9 }).byteLength;
  }
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(gzipLimit);
  // More than React and Next.js alone: nothing is overlooked.
  expect(total).toBeGreaterThan(120_000);
});
