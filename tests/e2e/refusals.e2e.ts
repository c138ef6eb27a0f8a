import type { SignOptions } from '../../sandbox/sandbox.ts';
import { checkState } from './states.ts';
import { appFrame, expect, firstPolicyUrl, installedBeforehand, test } from './fixtures.ts';
import { errorTitle, text } from './texts.ts';

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
    title: errorTitle('payload_expired'),
    status: 401,
  },
  {
    payload: 'signed by somebody else',
    options: { secret: 'a-secret-that-is-not-the-one-of-the-app' },
    title: errorTitle('payload_signature_invalid'),
    status: 401,
  },
  {
    payload: 'for another app',
    options: { overrides: { aud: 'another-app' } },
    title: errorTitle('payload_audience_wrong'),
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
    await expect(app.getByText(text('errors.payload_superseded.detail'))).toBeVisible();
    await expect(app.getByRole('link', { name: text('pages.support') })).toHaveAttribute(
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
  await expect(page.getByText(text('pages.code', { code: 'payload_signature_invalid' }))).toBeVisible();
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
  await expect(page.getByRole('heading', { level: 1, name: errorTitle('not_installed') })).toBeVisible();
  await expect(page.getByText(text('errors.not_installed.action'))).toBeVisible();
});

test('while the login server is down the install can be tried again', async ({
  browserReports,
  controlPanel,
  faults,
  store,
  world,
}) => {
  const { app, page } = controlPanel;
  const clear = faults.fail(500, { target: 'login' });
  browserReports.expectFailedLoad(502);
  await controlPanel.goTo(`/manage/app/${world.sandbox.app.clientId}/consent`);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(app.getByRole('heading', { level: 1, name: errorTitle('login_failed') })).toBeVisible();
  await checkState(page, 'login-server-down', appFrame);
  const tryAgain = app.getByRole('link', { name: text('app.tryAgain') });
  await tryAgain.click();
  await expect(tryAgain).toBeVisible();
  expect(store.installation).toBeNull();
  clear();
  await tryAgain.click();
  await expect(controlPanel.form.policyUrl).toHaveValue(firstPolicyUrl);
  expect(store.installation).not.toBeNull();
});
