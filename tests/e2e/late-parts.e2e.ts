import type { Page } from '@playwright/test';
import { createGroup } from '../../sandbox/sandbox.ts';
import { expect, newPolicyUrl, test } from './fixtures.ts';
import type { FormPage } from './form-page.ts';

const scripts = '**/_next/static/**/*.js*';
const elsewhere = 'https://shop.example/elsewhere';
const tick = "I want every visitor who isn't signed in to get this";

test.beforeEach(({ store }) => {
  store.groups.push(createGroup(4, 'Club', [{ type: 'all', method: 'percent', amount: '10.0000' }]));
});

async function chooseClub(form: FormPage): Promise<void> {
  await form.guestGroup.fill('Club');
  await form.guestGroup.press('Enter');
}

/** Holds back every script that is requested from now on. @returns lets them through */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(scripts, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

test('a tick that is not there yet is announced, and gets the focus once it is', async ({
  openAlone,
  page,
  store,
}) => {
  const form = await openAlone();
  const letGo = await holdScripts(page);
  await chooseClub(form);
  await form.save.click();
  const checking = page.getByText('Checking what this group changes for your visitors…');
  await expect(checking).toBeInViewport();
  await expect(page.getByRole('status').filter({ hasText: 'Loading…' })).toBeVisible();
  expect(store.settings.customer_group_settings.guest_customer_group_id).toBe(1);

  letGo();
  await expect(page.getByRole('checkbox', { name: tick })).toBeFocused();
  await expect(checking).toBeHidden();
  await page.keyboard.press('Space');
  await form.save.click();
  await expect(form.saved).toBeVisible();
});

test('a tick that comes in time takes no focus away', async ({ openAlone, page }) => {
  const form = await openAlone();
  await chooseClub(form);
  await expect(page.getByRole('checkbox', { name: tick })).toBeVisible();
  await expect(form.guestGroup).toBeFocused();
});

test('a part that did not load says so, and is requested again', async ({
  browserReports,
  openAlone,
  page,
}) => {
  const form = await openAlone();
  browserReports.expectFailedLoad('ERR_FAILED');
  await page.route(scripts, (route) => route.abort());
  await chooseClub(form);
  await form.save.click();
  await expect(form.alert("This part didn't load")).toContainText('Your changes are still here.');
  await page.unroute(scripts);
  await form.button('Try again').click();
  await expect(page.getByRole('checkbox', { name: tick })).toBeFocused();
});

test('a part that did not load comes by itself when the connection is back', async ({
  browserReports,
  openAlone,
  page,
}) => {
  const form = await openAlone();
  browserReports.expectFailedLoad('ERR_FAILED');
  browserReports.expectFailedLoad('ERR_INTERNET_DISCONNECTED');
  await page.route(scripts, (route) => route.abort());
  await chooseClub(form);
  await expect(form.alert("This part didn't load")).toBeVisible();
  await page.context().setOffline(true);
  await page.unroute(scripts);
  await page.context().setOffline(false);
  await expect(page.getByRole('checkbox', { name: tick })).toBeVisible();
});

test('the conflict dialog comes although its script was missed once', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  const form = await openAlone();
  browserReports.expectFailedLoad('ERR_FAILED');
  browserReports.expectFailedLoad(412);
  const missed: string[] = [];
  await page.route(scripts, async (route) => {
    missed.push(route.request().url());
    await route.abort();
  });
  await form.policyUrl.fill(newPolicyUrl);
  await expect.poll(() => missed.length).toBeGreaterThan(0);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  await form.save.click();
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed the same settings' });
  await expect(dialog).toContainText('Nothing was saved yet.');
  await expect(dialog.getByRole('alert')).toContainText("This part didn't load");
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.unroute(scripts);
  await form.save.click();
  await dialog.getByRole('radio', { name: 'Yours' }).check();
  await dialog.getByRole('button', { name: 'Save my choices' }).click();
  await expect(form.saved).toBeVisible();
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('changes can be discarded while no script can be had', async ({ openAlone, page }) => {
  const form = await openAlone();
  await page.route(scripts, (route) => route.abort());
  await form.guestGroup.fill('Trade');
  await form.guestGroup.press('Enter');
  await form.discard.click();
  await form.dialog.getByRole('button', { name: 'Discard changes' }).click();
  await expect(form.guestGroup).toHaveValue('Retail');
});

test('after a new release a part offers to reload, and what was typed is kept', async ({
  browserReports,
  controlPanel,
  page,
}) => {
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  browserReports.expectFailedLoad(404);
  await page.route(scripts, (route) => route.fulfill({ status: 404, body: 'Not Found' }));
  await form.policyUrl.fill(newPolicyUrl);
  await app.getByRole('tab', { name: 'History' }).click();
  const updated = form.alert('Customer Settings was updated');
  await expect(updated).toContainText('your unsaved changes are kept');
  await page.unroute(scripts);
  await updated.getByRole('button', { name: 'Reload' }).click();
  await expect(app.getByRole('heading', { name: 'History' })).toBeVisible();
  await app.getByRole('tab', { name: 'Settings' }).click();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
});
