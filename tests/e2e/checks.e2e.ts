import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { createChannel } from '../../sandbox/sandbox.ts';
import { addStorefronts, deletedGroupId, inheritingId } from './storefront-stores.ts';
import { inheritanceIn } from './storefronts-page.ts';
import { labelOf, text } from './texts.ts';
import type { FormPage } from './form-page.ts';

const ruleTitle = (rule: string) => text(`checks.rules.${rule}.title` as 'checks.rules.sameGroup.title');

function card(page: Page, rule: string) {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: ruleTitle(rule) }) });
}

async function openChecks(form: FormPage, page: Page): Promise<void> {
  await page.getByRole('tab', { name: /^Checks/ }).click();
  await expect(form.heading(text('checks.title'))).toBeVisible();
}

test('the tab counts what was found, and each finding leads to its setting', async ({
  openAlone,
  page,
  store,
}) => {
  store.settings.privacy_settings.policy_url = '';
  store.settings.customer_group_settings.default_customer_group_id = 1;
  const form = await openAlone();
  await expect(page.getByRole('tab', { name: 'Checks (2)' })).toBeVisible();
  await openChecks(form, page);
  await expect(page.getByText('2 open findings')).toBeVisible();
  await expect(card(page, 'sameGroup')).toContainText('Both are in the group Retail');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await card(page, 'consentWithoutPolicy')
    .getByRole('link', { name: text('checks.global') })
    .click();
  await expect(form.policyUrl).toBeFocused();
});

test('a finding of a storefront leads to the storefront', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  const form = await openAlone();
  await openChecks(form, page);
  const found = card(page, 'guestGroupDeleted');
  await expect(found).toContainText("Group 12 doesn't exist any more");
  await found.getByRole('link', { name: 'Lookbook' }).click();
  await expect(page).toHaveURL(new RegExp(`storefront=${deletedGroupId}`));
  await expect(form.guestGroup).toBeFocused();
});

test('a finding of the only storefront leads to the setting that the form of the store lacks', async ({
  openAlone,
  page,
  store,
}) => {
  store.channels.push(createChannel(inheritingId, 'Harbor & Pine', 'bigcommerce'));
  const form = await openAlone();
  await openChecks(form, page);
  await card(page, 'signInNotSet').getByRole('link', { name: 'Harbor & Pine' }).click();
  await expect(form.heading('Harbor & Pine')).toBeVisible();
  await expect(inheritanceIn(page).allowed).toBeFocused();
});

test('a finding is called not relevant with a reason, and comes back when its value changes', async ({
  openAlone,
  page,
  store,
}) => {
  store.settings.customer_group_settings.default_customer_group_id = 1;
  const form = await openAlone();
  await openChecks(form, page);
  await card(page, 'sameGroup')
    .getByRole('button', { name: text('checks.dismiss') })
    .click();
  const reason = page.getByRole('textbox', { name: text('checks.reason') });
  await expect(reason).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText(text('checks.reasonMissing'))).toBeVisible();
  await reason.fill('One price for all');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(card(page, 'sameGroup').getByText('Both are in the group')).toBeHidden();
  await expect(page.getByText(/One price for all/)).toBeVisible();
  await expect(page.getByText(text('checks.noFindings'))).toBeVisible();

  store.settings.customer_group_settings.guest_customer_group_id = 2;
  store.settings.customer_group_settings.default_customer_group_id = 2;
  const again = await openAlone();
  await openChecks(again, page);
  await expect(card(page, 'sameGroup')).toContainText('Both are in the group Trade');
});

test('what is not relevant is shown again on demand', async ({ openAlone, page, store }) => {
  store.settings.customer_group_settings.default_customer_group_id = 1;
  const form = await openAlone();
  await openChecks(form, page);
  await card(page, 'sameGroup')
    .getByRole('button', { name: text('checks.dismiss') })
    .click();
  await page.getByRole('textbox', { name: text('checks.reason') }).fill('Meant so');
  await page.getByRole('button', { name: text('checks.dismiss') }).click();
  await page.getByRole('button', { name: text('checks.reopen') }).click();
  await expect(card(page, 'sameGroup')).toContainText('Both are in the group Retail');
});

test('all policy pages are checked together', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  store.settings.privacy_settings.policy_url = 'https://shop.example/missing';
  const form = await openAlone();
  await openChecks(form, page);
  await expect(page.getByRole('row', { name: /Trade/ })).toContainText('https://trade.shop.example/privacy');
  await page.getByRole('button', { name: text('checks.checkPages') }).click();
  await expect(page.getByText('2 policy pages checked.')).toBeVisible();
  await expect(card(page, 'policyUnreadable')).toContainText('error 404');
});

test('the state of consent is exported with its date, and stands alone on paper', async ({
  openAlone,
  page,
}) => {
  const form = await openAlone();
  await openChecks(form, page);
  const download = page.waitForEvent('download');
  await form.button(text('checks.export')).click();
  const file = await (await download).path();
  const report = JSON.parse(await readFile(file, 'utf8')) as {
    state_of: string;
    settings: unknown[];
    not_checked: unknown;
  };
  expect(Date.parse(report.state_of)).toBeGreaterThan(0);
  expect(report.settings).toMatchObject([
    { channel_id: null, name: text('checks.global'), trackingConsent: true },
  ]);
  expect(report.not_checked).toMatchObject({ storefronts: [], further_storefronts: false, groups: false });
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('tab').first()).toBeHidden();
  await expect(form.button(text('checks.print'))).toBeHidden();
  await expect(page.getByRole('columnheader', { name: labelOf('trackingConsent') })).toBeVisible();
});

test('at 320 pixels nothing is cut off', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  await page.setViewportSize({ width: 320, height: 640 });
  const form = await openAlone();
  await openChecks(form, page);
  await expect(card(page, 'guestGroupDeleted')).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('turning consent off says at once for which storefronts', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  const form = await openAlone();
  await form.trackingConsent.click();
  await expect(
    page.getByText(/shoppers of 3 storefronts aren't asked any more: Harbor & Pine, /),
  ).toBeVisible();
  await form.trackingConsent.click();
  await expect(page.getByText(/aren't asked any more/)).toBeHidden();
});

test('what storefronts sell in and where they are is looked at once the tab is open', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  store.settings.privacy_settings.ask_shopper_for_tracking_consent = false;
  store.options.groupFlags = { guests: 3, newCustomers: 0 };
  store.languages.set(1, 'de-at');
  store.currencies.push({ channel_id: 1024803, enabled_currencies: ['USD', 'GBP'], default_currency: 'USD' });
  store.sites.push(
    { id: 1, channel_id: 1, url: 'https://shop.example/' },
    { id: 2, channel_id: 1024801, url: 'https://shop.example/trade' },
  );
  const form = await openAlone();
  await openChecks(form, page);
  const expected = page.getByRole('listitem').filter({
    has: page.getByRole('heading', { name: ruleTitle('consentExpectedHere') }),
  });
  await expect(expected).toHaveCount(2);
  await expect(expected.filter({ hasText: 'Austrian German' })).toContainText('Harbor & Pine');
  await expect(expected.filter({ hasText: 'sells in GBP' })).toContainText('Café Outlet');
  await expect(card(page, 'consentOffOnHost')).toContainText('Harbor & Pine Trade is on shop.example too');
  await expect(card(page, 'guestFlagDiffers')).toContainText('The settings name Retail');
  await expect(card(page, 'guestFlagDiffers')).toContainText('marks Loyalty');
  await expect(card(page, 'signInAssignedOnly')).toContainText('Harbor & Pine Trade');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await expected.filter({ hasText: 'sells in GBP' }).getByRole('link', { name: 'Café Outlet' }).click();
  await expect(page).toHaveURL(/storefront=1024803/);
  await expect(form.heading('Café Outlet')).toBeVisible();
});

test('says which facts of storefronts it could not read', async ({ openAlone, page, store, world }) => {
  addStorefronts(store);
  world.sandbox.faults.add({
    kind: 'status',
    status: 403,
    match: { storeHash: store.hash, path: '/v3/sites' },
  });
  const form = await openAlone();
  await openChecks(form, page);
  await expect(page.getByText(text('checks.factsMissing.hosts'))).toBeVisible();
});

test('what was called not relevant stands in the history, with the reason', async ({
  openAlone,
  page,
  store,
}) => {
  store.settings.customer_group_settings.default_customer_group_id = 1;
  const form = await openAlone();
  await openChecks(form, page);
  await card(page, 'sameGroup')
    .getByRole('button', { name: text('checks.dismiss') })
    .click();
  await page.getByRole('textbox', { name: text('checks.reason') }).fill('Price test');
  await page.getByRole('button', { name: text('checks.dismiss') }).click();
  await page.getByRole('button', { name: text('checks.reopen') }).click();
  await expect(card(page, 'sameGroup')).toBeVisible();
  await page.getByRole('tab', { name: text('views.history') }).click();
  const entries = page.getByRole('rowgroup', { name: ruleTitle('sameGroup') });
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText(text('history.relevant'));
  await entries.last().getByRole('button').click();
  await expect(entries.last()).toContainText('Reason: Price test');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('the state of consent of a past day comes from the history, and is exported with that day', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  await openChecks(form, page);
  const table = page.getByRole('region', { name: /^State of consent on / });
  await expect(table.getByRole('row')).toHaveCount(6);
  const day = page.getByLabel(text('checks.stateDay'));
  await day.fill('2020-05-17');
  await expect(page.getByText(text('checks.stateFromHistory'))).toBeVisible();
  await expect(page.getByRole('heading', { name: 'State of consent on May 17, 2020' })).toBeVisible();
  await expect(table.getByText(/Not known: the app has known these settings since/).first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const download = page.waitForEvent('download');
  await form.button(text('checks.stateExport')).click();
  const file = await download;
  expect(file.suggestedFilename()).toContain('2020-05-17');
  const report = JSON.parse(await readFile(await file.path(), 'utf8')) as { state_of: string };
  expect(new Date(report.state_of).getTime()).toBeLessThan(Date.parse('2020-05-19'));
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(/open findings?$/)).toBeHidden();
  await expect(table).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await form.button(text('checks.stateToday')).click();
  await expect(day).toBeFocused();
  await expect(table.getByText(/Not known/)).toHaveCount(0);
  const locales = world.sandbox.requests
    .list({ storeHash: store.hash })
    .filter(({ path }) => path.endsWith('/v3/settings/store/locale'));
  expect(locales).toHaveLength(4);
});

test('a guest group with discounts says at once which storefronts use it', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  store.groups = store.groups.map((group) => ({
    ...group,
    discount_rules: [{ type: 'all', method: 'percent', amount: '10.0000' }],
  }));
  const form = await openAlone();
  await form.guestGroup.click();
  await form.options.filter({ hasText: 'Trade' }).click();
  await expect(
    page.getByText('2 storefronts use the global setting: Harbor & Pine, Café Outlet.'),
  ).toBeVisible();
});
