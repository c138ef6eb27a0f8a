import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { freePort } from '../../sandbox/app-server.ts';
import type { WebKitPrograms } from './find-browser.ts';

/** The name under which WebDriver's messages carry an element (W3C WebDriver, section 11). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

const startsWithinMs = 30_000;

/** One page of the browser of WebKitGTK, driven by W3C WebDriver. Elements are named by the driver's ids. */
export interface WebKitPage {
  goTo(url: string): Promise<void>;
  reload(): Promise<void>;
  /** @returns the one element that a selector finds and that assistive technology calls by this name */
  find(selector: string, name: string): Promise<string>;
  /** Presses an element where it stands, with the mouse. */
  click(element: string): Promise<void>;
  /** Types a text, letter by letter, where the focus is. */
  type(words: string): Promise<void>;
  /** Presses keys together, special ones as WebDriver's private characters (section 17.4.2). */
  press(...keys: string[]): Promise<void>;
  /** @param script the body of a function with the arguments */
  evaluate<Result>(script: string, ...args: unknown[]): Promise<Result>;
  /** A property of an element, for instance `value`. */
  property(element: string, name: string): Promise<unknown>;
  /** A PNG of the page. */
  screenshot(): Promise<Buffer>;
  stop(): Promise<void>;
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** Starts a display without a screen. @returns its number, which the server chooses itself */
async function startDisplay(program: string): Promise<{ display: ChildProcess; number: string }> {
  const words = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset'];
  const display = spawn(program, words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = (await once(display.stdio[3] as Readable, 'data', {
    signal: AbortSignal.timeout(startsWithinMs),
  })) as [Buffer];
  return { display, number: number.toString().trim() };
}

/** Waits until the driver accepts commands. */
async function untilListening(url: string): Promise<void> {
  const deadline = performance.now() + startsWithinMs;
  for (;;) {
    const status = await fetch(`${url}/status`).catch(() => null);
    if (status?.ok === true) return;
    if (performance.now() > deadline) throw new Error('WebKitWebDriver does not accept commands');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Sends a command of WebDriver. @returns the value of the response */
async function command(url: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`WebDriver answered "${error}": ${message}`);
}

/** The commands of one session that a test needs. */
function pageOf(session: string): Omit<WebKitPage, 'stop'> {
  const get = (path: string) => command(`${session}/${path}`, 'GET');
  const post = (path: string, body: object = {}) => command(`${session}/${path}`, 'POST', body);
  const down = (value: string) => ({ type: 'keyDown', value });
  const up = (value: string) => ({ type: 'keyUp', value });
  const press = async (actions: object[]) => {
    await post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  };
  return {
    async goTo(url) {
      await post('url', { url });
    },
    async reload() {
      await post('refresh');
    },
    async find(selector, name) {
      const found = (await post('elements', { using: 'css selector', value: selector })) as {
        [elementKey]: string;
      }[];
      const ids = found.map((element) => element[elementKey]);
      const names = await Promise.all(ids.map((id) => get(`element/${id}/computedlabel`)));
      const named = ids.filter((_, index) => names[index] === name);
      if (named.length === 1 && named[0] !== undefined) return named[0];
      throw new Error(`${named.length} of ${ids.length} "${selector}" are called "${name}"`);
    },
    async click(element) {
      await post(`element/${element}/click`);
    },
    type: (words) => press(Array.from(words).flatMap((key) => [down(key), up(key)])),
    press: (...keys) => press([...keys.map(down), ...keys.toReversed().map(up)]),
    evaluate: async <Result>(script: string, ...args: unknown[]) =>
      (await post('execute/sync', { script, args })) as Result,
    property: (element, name) => get(`element/${element}/property/${name}`),
    screenshot: async () => Buffer.from((await get('screenshot')) as string, 'base64'),
  };
}

/** Starts a session of the driver, whose browser opens with it. @returns its address */
async function startSession(driverUrl: string): Promise<string> {
  await untilListening(driverUrl);
  const created = await command(`${driverUrl}/session`, 'POST', { capabilities: { alwaysMatch: {} } });
  return `${driverUrl}/session/${(created as { sessionId: string }).sessionId}`;
}

/**
 * Opens the browser of WebKitGTK on a display of its own.
 *
 * @throws Error where a program does not start; none is left behind then
 */
export async function openWebKit({ driver, display: displayProgram }: WebKitPrograms): Promise<WebKitPage> {
  const { display, number } = await startDisplay(displayProgram);
  const port = await freePort();
  const server = spawn(driver, ['--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: `:${number}`, NO_AT_BRIDGE: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
  });
  const end = async () => {
    await endOf(server);
    await endOf(display);
  };
  const session = await startSession(`http://127.0.0.1:${port}`).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return {
    ...pageOf(session),
    async stop() {
      await command(session, 'DELETE').catch(() => undefined);
      await end();
    },
  };
}
