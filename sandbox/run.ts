import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { platform } from 'node:os';
import { freePort } from './app-server.ts';
import { requireNode } from './require-node.ts';
import { startWorld } from './world.ts';

const firstStore = 'abc123';

/** The port that the README names, or a free one if another program uses it. */
async function preferredPort(port: number): Promise<number> {
  const server = createServer();
  server.listen(port, 'localhost');
  const outcome = await Promise.race([
    once(server, 'listening').then(() => 'free'),
    once(server, 'error').then(() => 'taken'),
  ]);
  if (outcome === 'taken') return freePort();
  server.close();
  await once(server, 'close');
  return port;
}

/** Opens the address where there is a desktop to open it on. */
function openOnDesktop(url: string): void {
  const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };
  const opener = openers[platform()];
  const desktop = platform() === 'darwin' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  if (opener === undefined || !desktop || process.env.CI !== undefined) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

requireNode();
const world = await startWorld({
  sandboxPort: await preferredPort(4000),
  appPort: await preferredPort(3000),
  environment: { LOG_LEVEL: 'info' },
});
const controlPanel = world.sandbox.controlPanelUrl(firstStore);
process.stdout.write(`
  Customer Settings runs, with a BigCommerce of its own on this machine.

  Control panel     ${controlPanel}
  All stores        ${world.sandbox.url}
  The app           ${world.app.url}

  In the control panel open Apps, install Customer Settings, and edit. Ctrl+C stops both.
`);
openOnDesktop(controlPanel);

let stopping = false;
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  void world.stop().then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
