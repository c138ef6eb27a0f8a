import type { Page } from '@playwright/test';
import { addStore, controlPanelOf, expect, savedBodies, test } from './fixtures.ts';

interface ApiCall {
  storeHash: string | undefined;
  authorization: string | undefined;
}

/** The requests of a tab to the app's API, and their session. */
function watchApiCalls(page: Page): ApiCall[] {
  const calls: ApiCall[] = [];
  page.on('request', (request) => {
    const [, storeHash] = /\/api\/stores\/([^/]+)\//.exec(request.url()) ?? [];
    if (storeHash !== undefined) calls.push({ storeHash, authorization: request.headers().authorization });
  });
  return calls;
}

test('two stores in two tabs never mix', async ({ context, controlPanel, store, world }) => {
  const otherStore = addStore(world);
  const other = controlPanelOf(world, await context.newPage(), otherStore);
  const calls = watchApiCalls(controlPanel.page);
  const otherCalls = watchApiCalls(other.page);
  await controlPanel.install();
  await other.install();

  await controlPanel.form.policyUrl.fill('https://one.example/privacy');
  await other.form.policyUrl.fill('https://two.example/privacy');
  await other.form.trackingConsent.uncheck();
  await Promise.all([controlPanel.form.save.click(), other.form.save.click()]);
  await expect(controlPanel.form.saved).toContainText('https://one.example/privacy');
  await expect(other.form.saved).toContainText('https://two.example/privacy');

  expect(savedBodies(world, store)).toEqual([
    { privacy_settings: { policy_url: 'https://one.example/privacy' } },
  ]);
  expect(savedBodies(world, otherStore)).toEqual([
    {
      privacy_settings: {
        policy_url: 'https://two.example/privacy',
        ask_shopper_for_tracking_consent: false,
      },
    },
  ]);

  // A reload goes on with the session of its own store, although both lie in one browser.
  await controlPanel.reloadFrame();
  await other.reloadFrame();
  await expect(controlPanel.form.policyUrl).toHaveValue('https://one.example/privacy');
  await expect(other.form.policyUrl).toHaveValue('https://two.example/privacy');

  expect(new Set(calls.map(({ storeHash }) => storeHash))).toEqual(new Set([store.hash]));
  expect(new Set(otherCalls.map(({ storeHash }) => storeHash))).toEqual(new Set([otherStore.hash]));
  const sessions = new Set(calls.map(({ authorization }) => authorization));
  expect(otherCalls.filter(({ authorization }) => sessions.has(authorization))).toEqual([]);
  expect(await controlPanel.keptSession()).not.toBe(await other.keptSession());
});

test("one store's session is refused for another store", async ({ controlPanel, store, world }) => {
  const otherStore = addStore(world);
  await controlPanel.openApp();
  const seal = await controlPanel.keptSession();
  const answer = await fetch(`${world.app.url}/api/stores/${otherStore.hash}/v3/customers/settings`, {
    headers: { Authorization: `Bearer ${seal ?? ''}` },
  });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ code: 'store_mismatch' });
  expect(world.sandbox.requests.list({ storeHash: otherStore.hash })).toEqual([]);
  expect(store.installation).not.toBeNull();
});
