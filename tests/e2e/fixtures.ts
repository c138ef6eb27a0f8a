import { type BrowserContext, type ConsoleMessage, expect, type FrameLocator, type Page, test as base } from '@playwright/test';
import type { Store } from '../sandbox/sandbox.ts';
import { createGroup, createUser } from '../sandbox/sandbox.ts';
import { startWorld, type World } from '../harness/world.ts';

let storesMade = 0;

/** Messages that a browser writes about an answer that a test asked for, such as a 409 or a cut connection. */
const expectedConsole = /^Failed to load resource:/;

export interface ControlPanel {
  page: Page;
  store: Store;
  /** The app, in its iframe. */
  app: FrameLocator;
  /** Opens the app from the Apps menu and waits until it reacts. */
  openApp(query?: string): Promise<void>;
  /** Marketplace card, consent screen, app: as a merchant installs it. */
  install(): Promise<void>;
  signInAs(userId: number): Promise<void>;
}

interface WorkerFixtures {
  world: World;
}

interface TestFixtures {
  store: Store;
  controlPanel: ControlPanel;
  /** What the browser wrote to its console; a test that provokes an error says so by emptying it. */
  consoleMessages: string[];
}

/** A store of its own for each test, so that tests share a server and nothing else. */
export function addStore(world: World): Store {
  storesMade += 1;
  const hash = `test${process.pid}x${storesMade}`;
  return world.sandbox.stores.addStore({
    hash,
    name: `Test store ${storesMade}`,
    users: [
      createUser(1, 'Olivia Owner', `owner@${hash}.example`, { role: 'owner' }),
      createUser(2, 'Sam Staff', `staff@${hash}.example`),
    ],
    channels: [],
    groups: [createGroup(1, 'Retail'), createGroup(2, 'Trade'), createGroup(3, 'Loyalty')],
    settings: {
      privacy_settings: {
        ask_shopper_for_tracking_consent: true,
        policy_url: 'https://shop.example/privacy',
        ask_shopper_for_tracking_consent_on_checkout: false,
      },
      customer_group_settings: { guest_customer_group_id: 1, default_customer_group_id: 0 },
    },
  });
}

/** A form that reacts: the marker is set by an effect, so React has taken over. */
export async function untilReady(app: FrameLocator): Promise<void> {
  await expect(app.locator('[data-ready="true"]')).toBeAttached();
}

export function controlPanelOf(world: World, page: Page, store: Store): ControlPanel {
  const app = page.frameLocator('iframe[title="Customer Settings"]');
  const url = (path: string) => world.sandbox.controlPanelUrl(store.hash, path);
  const appPath = `/manage/app/${encodeURIComponent(world.sandbox.app.clientId)}`;
  return {
    page,
    store,
    app,
    async openApp(query = '') {
      await page.goto(url(`${appPath}${query}`));
      await untilReady(app);
    },
    async install() {
      await page.goto(url(`/manage/marketplace/apps/${encodeURIComponent(world.sandbox.app.clientId)}`));
      await page.getByRole('link', { name: 'Install', exact: true }).click();
      await page.getByRole('button', { name: 'Confirm' }).click();
      await untilReady(app);
    },
    async signInAs(userId) {
      await page.goto(url('/manage/dashboard'));
      await page.getByLabel('Signed in as').selectOption(String(userId));
    },
  };
}

export function watchConsole(context: BrowserContext, messages: string[]): void {
  context.on('console', (message: ConsoleMessage) => {
    const telling = message.type() === 'error' || message.type() === 'warning';
    if (telling && !expectedConsole.test(message.text())) messages.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => messages.push(String(error.error())));
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  world: [
    async ({}, use) => {
      const world = await startWorld();
      await use(world);
      world.sandbox.assertNoUnknownCalls();
      await world.stop();
    },
    { scope: 'worker' },
  ],
  store: async ({ world }, use) => {
    await use(addStore(world));
    world.sandbox.faults.clear();
  },
  consoleMessages: async ({}, use) => {
    await use([]);
  },
  controlPanel: async ({ world, page, context, store, consoleMessages }, use) => {
    watchConsole(context, consoleMessages);
    await use(controlPanelOf(world, page, store));
    expect(consoleMessages, 'the browser console stays clean').toEqual([]);
  },
});

export { expect };
