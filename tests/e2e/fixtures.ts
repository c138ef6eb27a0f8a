import {
  type BrowserContext,
  expect,
  type Frame,
  type FrameLocator,
  type Page,
  test as base,
} from '@playwright/test';
import { letNewUsersEdit } from '../harness/new-users.ts';
import { installApp } from '../harness/store-client.ts';
import { startWorld, type World } from '../../sandbox/world.ts';
import type { SignOptions, Store } from '../../sandbox/sandbox.ts';
import { createGroup, createUser } from '../../sandbox/sandbox.ts';
import { partitionedStorage } from './browser-features.ts';
import { type BrowserReports, createBrowserReports } from './browser-reports.ts';
import { type BulkPage, bulkPageIn } from './bulk-page.ts';
import { type FormPage, formPageIn } from './form-page.ts';
import { historyIn } from './history-page.ts';
import { storefrontsIn } from './storefronts-page.ts';
import { faultsOf, type StoreFaults } from './store-faults.ts';

export const ownerId = 1;
export const staffId = 2;
export const firstPolicyUrl = 'https://shop.example/privacy';
export const newPolicyUrl = 'https://shop.example/new-policy';

/** The sandbox's control panel calls its iframe as the app is called there. */
export const appFrame = 'iframe[title="Customer Settings"]';

/** One tab with a store's control panel. */
export interface ControlPanel {
  page: Page;
  store: Store;
  /** The app, in its iframe. */
  app: FrameLocator;
  form: FormPage;
  /** Opens the app from its address in the control panel, installed beforehand, and waits until it reacts. */
  openApp: (query?: string) => Promise<void>;
  /** Marketplace card, consent screen, app: as a merchant installs it. */
  install: () => Promise<void>;
  /** Goes to another page of the control panel. */
  goTo: (path: string) => Promise<void>;
  /** Opens the app at a storefront, or at a field of it, as a link in the control panel does. */
  openStorefront: (id: number, field?: string) => Promise<void>;
  /** Loads the iframe alone again, which then has no signed payload. */
  reloadFrame: () => Promise<void>;
  /** The document in the iframe. */
  frame: () => Frame;
  /** The sealed session that the tab keeps for a reload. */
  keptSession: () => Promise<string | null>;
}

interface WorkerFixtures {
  /** Further variables of the app's environment. */
  environment: Record<string, string>;
  world: World;
}

interface TestFixtures {
  browserReports: BrowserReports;
  store: Store;
  controlPanel: ControlPanel;
  /** Another person at another computer, with the same store. */
  colleague: ControlPanel;
  /** The app without a control panel around it, for what a frame would only hide. */
  openAlone: (options?: SignOptions) => Promise<FormPage>;
  /** The app's form, opened without a control panel once the store is what `beforeEach` made of it. */
  form: FormPage;
  /** Opens the app and begins a bulk change of these storefronts. */
  beginBulk: (names: readonly string[]) => Promise<BulkPage>;
  /** The parts of the app that `page` shows. */
  history: ReturnType<typeof historyIn>;
  matrix: ReturnType<typeof storefrontsIn>;
  /** The faults of calls for the store. */
  faults: StoreFaults;
}

let storesMade = 0;

/** A store of its own for each test, so that tests share a server and nothing else. */
export function addStore(world: World): Store {
  storesMade += 1;
  const hash = `test${process.pid}x${storesMade}`;
  return world.sandbox.stores.addStore({
    hash,
    name: `Test store ${storesMade}`,
    users: [
      createUser(ownerId, 'Olivia Owner', `owner@${hash}.example`, { role: 'owner' }),
      createUser(staffId, 'Sam Staff', `staff@${hash}.example`),
    ],
    channels: [],
    groups: [createGroup(1, 'Retail'), createGroup(2, 'Trade'), createGroup(3, 'Loyalty')],
    settings: {
      privacy_settings: {
        ask_shopper_for_tracking_consent: true,
        policy_url: firstPolicyUrl,
        ask_shopper_for_tracking_consent_on_checkout: false,
      },
      customer_group_settings: { guest_customer_group_id: 1, default_customer_group_id: 0 },
    },
  });
}

/** A form that reacts: the marker is set by an effect, so React has taken over. */
export async function untilReady(root: Page | FrameLocator): Promise<void> {
  await expect(root.locator('[data-ready="true"]')).toBeAttached();
}

/** The app was installed, and users who open it for the first time may edit. */
export async function installedBeforehand(world: World, store: Store): Promise<void> {
  if (store.installation !== null) return;
  await installApp(world, store.hash);
  await letNewUsersEdit(world, store.hash);
}

export function controlPanelOf(world: World, page: Page, store: Store): ControlPanel {
  const app = page.frameLocator(appFrame);
  const url = (path: string) => world.sandbox.controlPanelUrl(store.hash, path);
  const linkTo = (query: string) => `?path=${encodeURIComponent(`/?${query}`)}`;
  const clientId = encodeURIComponent(world.sandbox.app.clientId);

  function frame(): Frame {
    const found = page.frames().find((candidate) => candidate.url().startsWith(world.app.url));
    if (found === undefined) throw new Error('the control panel does not show the app');
    return found;
  }

  async function openApp(query = ''): Promise<void> {
    await installedBeforehand(world, store);
    await page.goto(url(`/manage/app/${clientId}${query}`));
    await untilReady(app);
  }

  return {
    page,
    store,
    app,
    form: formPageIn(app),
    openApp,
    openStorefront: (id, field) =>
      openApp(linkTo(field === undefined ? `storefront=${id}` : `storefront=${id}&field=${field}`)),
    async reloadFrame() {
      await frame().goto(frame().url());
    },
    async install() {
      await page.goto(url(`/manage/marketplace/apps/${clientId}`));
      await page.getByRole('link', { name: /^(Install|Reinstall)$/ }).click();
      await page.getByRole('button', { name: 'Confirm' }).click();
      await untilReady(app);
    },
    async goTo(path) {
      await page.goto(url(path));
    },
    frame,
    keptSession: () =>
      frame().evaluate((key) => {
        const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}') as { seal?: string };
        return kept.seal ?? null;
      }, `customer-settings:${store.hash}:session`),
  };
}

/** Signs a person in to a store's control panel in every tab of a browser window. */
export async function signIn(
  context: BrowserContext,
  world: World,
  store: Store,
  userId: number,
): Promise<void> {
  const url = world.sandbox.controlPanelUrl(store.hash, '/');
  await context.addCookies([{ name: 'sandbox_user', value: String(userId), url }]);
}

/** The bodies that the app saved in a store so far. */
export function savedBodies(world: World, store: Store): unknown[] {
  return world.sandbox.requests
    .list({ storeHash: store.hash, method: 'PUT', path: '/v3/customers/settings' })
    .map(({ body }) => body);
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  browser: [
    async ({ playwright, browserName, launchOptions }, provide) => {
      const args = [...(launchOptions.args ?? []), ...(browserName === 'chromium' ? partitionedStorage : [])];
      const browser = await playwright[browserName].launch({ ...launchOptions, args });
      await provide(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  environment: [{}, { option: true, scope: 'worker' }],
  world: [
    async ({ environment }, provide) => {
      const world = await startWorld({ environment });
      await provide(world);
      world.sandbox.assertNoUnknownCalls();
      await world.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  browserReports: async ({ context }, provide) => {
    const reports = createBrowserReports();
    reports.watch(context);
    await provide(reports);
    expect(reports.unexpected(), 'the browser has nothing to complain about').toEqual([]);
  },
  store: async ({ world }, provide) => {
    const written = world.app.output().length;
    await provide(addStore(world));
    world.sandbox.faults.clear();
    expect(world.app.output().slice(written), 'the app logs no fault of its own').not.toContain('"level":50');
  },
  controlPanel: async ({ world, page, store, browserReports: _watching }, provide) => {
    await provide(controlPanelOf(world, page, store));
  },
  colleague: async ({ world, browser, store, browserReports }, provide) => {
    const context = await browser.newContext();
    browserReports.watch(context);
    await signIn(context, world, store, staffId);
    await provide(controlPanelOf(world, await context.newPage(), store));
    await context.close();
  },
  form: async ({ openAlone }, provide) => {
    await provide(await openAlone());
  },
  beginBulk: async ({ openAlone, page }, provide) => {
    await provide(async (names) => {
      await openAlone();
      const bulk = bulkPageIn(page);
      await bulk.begin(names);
      return bulk;
    });
  },
  history: async ({ page }, provide) => {
    await provide(historyIn(page));
  },
  matrix: async ({ page, store, world }, provide) => {
    await provide(storefrontsIn(page, `${world.app.url}/stores/${store.hash}?view=storefronts`));
  },
  faults: async ({ world, store }, provide) => {
    await provide(faultsOf(world.sandbox, store));
  },
  openAlone: async ({ world, page, store, browserReports: _watching }, provide) => {
    await provide(async (options = {}) => {
      await installedBeforehand(world, store);
      await page.goto(await world.sandbox.callbacks.loadUrl(store.hash, options.userId, options));
      await untilReady(page);
      return formPageIn(page);
    });
  },
});

export { expect };
