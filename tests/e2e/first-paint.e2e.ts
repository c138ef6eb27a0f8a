import type { Locator, Page } from '@playwright/test';
import { expect, firstPolicyUrl, installedBeforehand, test, untilReady } from './fixtures.ts';
import { labelOf, text } from './texts.ts';

/** Holds back every script file until it is told to let go. */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/_next/static/**/*.js*', async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

function boxesOf(locators: Locator[]): Promise<unknown[]> {
  return Promise.all(locators.map((locator) => locator.boundingBox()));
}

test('the answer to the load callback is the filled form', async ({ store, world }) => {
  await installedBeforehand(world, store);
  const answer = await fetch(await world.sandbox.callbacks.loadUrl(store.hash));
  const markup = (await answer.text()).replaceAll(/<script\b[^>]*>.*?<\/script>/gs, '');
  expect(answer.status).toBe(200);
  expect(markup).toContain(`value="${firstPolicyUrl}"`);
  expect(markup).toContain('value="Retail"');
  expect(markup).toContain(store.name);
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test('until its script runs the form is filled, and cannot be typed into', async ({
  controlPanel,
  store,
  world,
}) => {
  const { app, page } = controlPanel;
  await installedBeforehand(world, store);
  const letGo = await holdScripts(page);
  const clientId = encodeURIComponent(world.sandbox.app.clientId);
  await page.goto(world.sandbox.controlPanelUrl(store.hash, `/manage/app/${clientId}`), {
    waitUntil: 'commit',
  });

  const policyUrl = app.getByLabel(labelOf('policyUrl'));
  await expect(policyUrl).toHaveValue(firstPolicyUrl);
  await expect(policyUrl).toBeVisible();
  await expect(app.locator('form[inert]')).toBeVisible();
  await policyUrl.evaluate((input) => input.focus());
  await expect(policyUrl).not.toBeFocused();

  letGo();
  await untilReady(app);
  await expect(app.locator('form[inert]')).toHaveCount(0);
  await policyUrl.focus();
  await expect(policyUrl).toBeFocused();
});

test('nothing moves when the script takes over', async ({ openAlone: _watched, page, store, world }) => {
  await installedBeforehand(world, store);
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const letGo = await holdScripts(page);
  await page.goto(await world.sandbox.callbacks.loadUrl(store.hash), { waitUntil: 'commit' });
  const placed = [
    page.getByText(store.name),
    page.getByLabel(labelOf('policyUrl')),
    page.getByLabel(labelOf('guestCustomerGroupId')),
    page.getByLabel(labelOf('defaultCustomerGroupId')),
    page.locator('form'),
  ];
  await expect(page.getByLabel(labelOf('policyUrl'))).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const before = await boxesOf(placed);

  letGo();
  await untilReady(page);
  expect(await boxesOf(placed)).toEqual(before);
  const shifted = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  expect(shifted.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.01);
});

test('without scripts the settings can be read, and the page says why they cannot be saved', async ({
  browser,
  store,
  world,
}) => {
  await installedBeforehand(world, store);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(await world.sandbox.callbacks.loadUrl(store.hash));
  const told = page.locator('noscript > p');
  await expect(told).toBeVisible();
  await expect(told).toContainText(text('app.withoutScript'));
  await expect(page.getByLabel(labelOf('policyUrl'))).toHaveValue(firstPolicyUrl);
  await context.close();
});

test('without a session and outside of a control panel the page says how to open the app', async ({
  browserReports,
  page,
  store,
  world,
}) => {
  await page.goto(`${world.app.url}/stores/${store.hash}`);
  await expect(page.getByRole('heading', { name: text('newTab.title') })).toBeVisible();
  await expect(page.getByText(text('newTab.action'))).toBeVisible();
  expect(browserReports.unexpected()).toEqual([]);
});
