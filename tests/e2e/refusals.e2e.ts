import type { SignOptions } from '../../sandbox/sandbox.ts';
import { checkState } from './states.ts';
import { expect, firstPolicyUrl, installedBeforehand, test } from './fixtures.ts';

const hour = 3_600;
const nowInSeconds = Math.floor(Date.now() / 1_000);

interface RefusedPayload {
  payload: string;
  options: SignOptions;
  title: string;
  status: number;
}

const refusedPayloads: RefusedPayload[] = [
  {
    payload: 'expired',
    options: {
      overrides: { iat: nowInSeconds - 2 * hour, nbf: nowInSeconds - 2 * hour, exp: nowInSeconds - hour },
    },
    title: 'This sign-in is too old',
    status: 401,
  },
  {
    payload: 'signed by somebody else',
    options: { secret: 'a-secret-that-is-not-the-one-of-the-app' },
    title: "We couldn't verify the sign-in",
    status: 401,
  },
  {
    payload: 'for another app',
    options: { overrides: { aud: 'another-app' } },
    title: 'This sign-in is for another app',
    status: 403,
  },
];

for (const { payload, options, title, status } of refusedPayloads) {
  test(`a payload ${payload} is refused in words, in the frame and without scripts`, async ({
    browser,
    browserReports,
    store,
    world,
  }) => {
    await installedBeforehand(world, store);
    const refusedUrl = await world.sandbox.callbacks.loadUrl(store.hash, undefined, options);
    const context = await browser.newContext({ javaScriptEnabled: false });
    browserReports.watch(context);
    browserReports.expectFailedLoad(status);
    const page = await context.newPage();
    // The control panel hands over this payload instead of its own.
    await page.route(`${world.app.url}/load?*`, (route) => route.continue({ url: refusedUrl }));
    const clientId = encodeURIComponent(world.sandbox.app.clientId);
    await page.goto(world.sandbox.controlPanelUrl(store.hash, `/manage/app/${clientId}`));
    const app = page.frameLocator('iframe[title="Customer Settings"]');
    await expect(app.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(app.getByText('Nothing was changed in your store.')).toBeVisible();
    await expect(app.getByRole('link', { name: 'Contact support' })).toHaveAttribute(
      'href',
      'https://support.example.com/',
    );
    await context.close();
  });
}

test('a refusal is a page in plain words', async ({ browserReports, page, store, world }) => {
  await installedBeforehand(world, store);
  browserReports.expectFailedLoad(401);
  const options = { secret: 'a-secret-that-is-not-the-one-of-the-app' };
  const answer = await page.goto(await world.sandbox.callbacks.loadUrl(store.hash, undefined, options));
  expect(answer?.status()).toBe(401);
  await expect(page).toHaveTitle(/Customer Settings/);
  await expect(page.getByText('Code for support: payload_signature_invalid')).toBeVisible();
  await checkState(page, 'refusal');
});

test('opening an app that is not installed says who can help', async ({
  browserReports,
  page,
  store,
  world,
}) => {
  await installedBeforehand(world, store);
  await world.sandbox.callbacks.uninstall(store.hash);
  const answer = await page.goto(await world.sandbox.callbacks.loadUrl(store.hash));
  browserReports.expectFailedLoad(answer?.status() ?? 0);
  await expect(
    page.getByRole('heading', { level: 1, name: "The app isn't installed in this store" }),
  ).toBeVisible();
  await expect(page.getByText('Ask the store owner to install the app')).toBeVisible();
});

test('while the login server is down the install can be tried again', async ({
  browserReports,
  controlPanel,
  store,
  world,
}) => {
  const { app, page } = controlPanel;
  const clear = world.sandbox.faults.add({
    kind: 'status',
    status: 500,
    match: { target: 'login', storeHash: store.hash },
  });
  browserReports.expectFailedLoad(502);
  await controlPanel.goTo(`/manage/app/${world.sandbox.app.clientId}/consent`);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(
    app.getByRole('heading', { level: 1, name: "BigCommerce couldn't confirm the installation" }),
  ).toBeVisible();
  await checkState(page, 'login-server-down', '#app-frame');
  const tryAgain = app.getByRole('link', { name: 'Try again' });
  await tryAgain.click();
  await expect(tryAgain).toBeVisible();
  expect(store.installation).toBeNull();
  clear();
  await tryAgain.click();
  await expect(controlPanel.form.policyUrl).toHaveValue(firstPolicyUrl);
  expect(store.installation).not.toBeNull();
});
