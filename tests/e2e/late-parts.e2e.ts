import type { Page } from '@playwright/test';
import { createGroup } from '../../sandbox/sandbox.ts';
import { expect, newPolicyUrl, test } from './fixtures.ts';
import { text } from './texts.ts';

const scripts = '**/_next/static/**/*.js*';
const elsewhere = 'https://shop.example/elsewhere';

test.beforeEach(({ store }) => {
  store.groups.push(createGroup(4, 'Club', [{ type: 'all', method: 'percent', amount: '10.0000' }]));
});

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
  form,
  page,
  store,
}) => {
  const letGo = await holdScripts(page);
  await form.chooseGuestGroup('Club');
  await form.save.click();
  const checking = page.getByText(text('groupNotes.guestChecking'));
  await expect(checking).toBeInViewport();
  await expect(page.getByRole('status').filter({ hasText: text('history.loadingMore') })).toBeVisible();
  expect(store.settings.customer_group_settings.guest_customer_group_id).toBe(1);

  letGo();
  await expect(form.guestTick).toBeFocused();
  await expect(checking).toBeHidden();
  await page.keyboard.press('Space');
  await form.saveEdits();
});

test('a tick that comes in time takes no focus away', async ({ form }) => {
  await form.chooseGuestGroup('Club');
  await expect(form.guestTick).toBeVisible();
  await expect(form.guestGroup).toBeFocused();
});

test('a part that did not load says so, and is requested again', async ({ browserReports, form, page }) => {
  browserReports.expectFailedLoad('ERR_FAILED');
  await page.route(scripts, (route) => route.abort());
  await form.chooseGuestGroup('Club');
  await form.save.click();
  await expect(form.alert(text('parts.unreachable.title'))).toContainText(text('parts.unreachable.detail'));
  await page.unroute(scripts);
  await form.tryAgain.click();
  await expect(form.guestTick).toBeFocused();
});

test('a part that did not load comes by itself when the connection is back', async ({
  browserReports,
  form,
  page,
}) => {
  browserReports.expectFailedLoad('ERR_FAILED');
  browserReports.expectFailedLoad('ERR_INTERNET_DISCONNECTED');
  await page.route(scripts, (route) => route.abort());
  await form.chooseGuestGroup('Club');
  await expect(form.alert(text('parts.unreachable.title'))).toBeVisible();
  await page.context().setOffline(true);
  await page.unroute(scripts);
  await page.context().setOffline(false);
  await expect(form.guestTick).toBeVisible();
});

test('the conflict dialog comes although its script was missed once', async ({
  browserReports,
  form,
  page,
  store,
}) => {
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
  const { dialog } = form.conflict;
  await expect(dialog).toContainText(text('conflictDialog.nothingSaved'));
  await expect(dialog.getByRole('alert')).toContainText(text('parts.unreachable.title'));
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.unroute(scripts);
  await form.save.click();
  await form.conflict.keepMine();
  await expect(form.saved).toBeVisible();
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('changes can be discarded while no script can be had', async ({ browserReports, openAlone, page }) => {
  const form = await openAlone();
  browserReports.expectFailedLoad('ERR_FAILED');
  await page.route(scripts, (route) => route.abort());
  await form.guestGroup.fill('Trade');
  await form.guestGroup.press('Enter');
  await form.discard.click();
  await form.dialog.getByRole('button', { name: text('discardDialog.discard') }).click();
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
  await form.tab('history').click();
  const updated = form.alert(text('parts.updated.title'));
  await expect(updated).toContainText(text('parts.updated.detail'));
  await page.unroute(scripts);
  await updated.getByRole('button', { name: text('app.reload') }).click();
  await expect(app.getByRole('heading', { name: text('views.history') })).toBeVisible();
  await form.tab('settings').click();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
});
