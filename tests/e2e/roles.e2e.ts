import type { Page } from '@playwright/test';
import { createDatabase } from '../../lib/database/database.ts';
import type { World } from '../../sandbox/world.ts';
import { installApp, setRole, type StoreClient } from '../harness/store-client.ts';
import { bulkPageIn } from './bulk-page.ts';
import { expect, newPolicyUrl, savedBodies, staffId, test } from './fixtures.ts';
import type { FormPage } from './form-page.ts';
import { checkState, expectNoSidewaysScroll } from './states.ts';
import { addStorefronts } from './storefront-stores.ts';
import { labelOf, text, textsIn } from './texts.ts';

const readOnly = (page: Page) => page.getByRole('region', { name: text('people.readOnly.title') });

const person = (page: Page, email: string) => page.getByRole('row').filter({ hasText: email });

/** Makes a request, because every response carries the current role of the user. */
async function makeRequest(form: FormPage): Promise<void> {
  await form.tab('history').click();
  await expect(form.tab('history')).toHaveAttribute('aria-selected', 'true');
  await form.tab('settings').click();
}

test.describe('a viewer', () => {
  let owner: StoreClient;
  test.beforeEach(async ({ world, store }) => {
    owner = await installApp(world, store.hash);
  });

  test('sees everything, changes nothing, and is told whom to ask', async ({
    openAlone,
    page,
    store,
    world,
  }) => {
    const form = await openAlone({ userId: staffId });
    await expect(readOnly(page)).toContainText(store.owner.email);
    await expect(form.trackingConsent).toBeDisabled();
    await expect(form.policyUrl).not.toBeEditable();
    await expect(page.getByRole('textbox', { name: labelOf('guestCustomerGroupId') })).toHaveValue('Retail');
    await expect(form.save).toHaveCount(0);
    await form.policyUrl.press('Control+s');
    await checkState(page, 'viewer');
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page, 'viewer');
    expect(savedBodies(world, store)).toEqual([]);
  });

  test('exports, and neither imports nor opens people by a link', async ({
    openAlone,
    page,
    store,
    world,
  }) => {
    await openAlone({ userId: staffId });
    await page.goto(`${world.app.url}/stores/${store.hash}?view=transfer`);
    await expect(page.getByRole('heading', { name: text('settingsFile.exportTitle') })).toBeVisible();
    await expect(page.getByLabel(text('settingsFile.importFile'))).toHaveCount(0);
    await page.goto(`${world.app.url}/stores/${store.hash}?view=people`);
    await expect(page.getByRole('textbox', { name: labelOf('policyUrl') })).toBeVisible();
    await expect(page.getByRole('tab', { name: text('views.people') })).toHaveCount(0);
  });

  test('edits from the next request on after an admin has allowed it', async ({ openAlone, page, store }) => {
    const form = await openAlone({ userId: staffId });
    await expect(readOnly(page)).toBeVisible();
    await setRole(owner, staffId, { before: 'viewer', role: 'editor' });
    await makeRequest(form);
    await form.savePolicyUrl(newPolicyUrl);
    expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
    await expect(readOnly(page)).toHaveCount(0);
  });
});

test('a draft survives the loss of the role, and is saved once the role is back', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  browserReports.expectFailedLoad(403);
  const owner = await installApp(world, store.hash);
  const form = await openAlone({ userId: staffId });
  await setRole(owner, staffId, { before: 'viewer', role: 'editor' });
  await makeRequest(form);
  await form.policyUrl.fill(newPolicyUrl);
  await setRole(owner, staffId, { before: 'editor', role: 'viewer' });
  await form.save.click();
  await expect(form.alert(text('people.readOnly.keptTitle'))).toBeVisible();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.policyUrl).not.toBeEditable();
  await expect(form.save).toHaveCount(0);
  await checkState(page, 'viewer-with-draft');
  expect(savedBodies(world, store)).toEqual([]);
  await setRole(owner, staffId, { before: 'viewer', role: 'editor' });
  await makeRequest(form);
  await form.saveEdits();
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('a review that is open when the role is lost says at once that nothing can be saved', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  const owner = await installApp(world, store.hash);
  const form = await openAlone({ userId: staffId });
  await setRole(owner, staffId, { before: 'viewer', role: 'editor' });
  await makeRequest(form);
  const bulk = bulkPageIn(page);
  await bulk.begin(['Lookbook']);
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await expect(bulk.reviewing(1)).toBeVisible();
  await setRole(owner, staffId, { before: 'editor', role: 'viewer' });
  // Any request brings the role; this one leaves the review open.
  await page.locator('header select').selectOption('de');
  const german = textsIn('de');
  await expect(page.getByRole('region', { name: german('people.readOnly.title') })).toBeVisible();
  const save = page.getByRole('button', {
    name: german('bulk.review.save', { store: 'none', count: 1 }),
    exact: true,
  });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await save.press('Enter');
  await expect(save).toBeVisible();
  await checkState(page, 'review-without-role');
  expect(savedBodies(world, store)).toEqual([]);
});

test('an admin changes roles and removes people by keyboard', async ({ openAlone, page, store }) => {
  const email = store.user(staffId).email;
  await openAlone({ userId: staffId });
  const form = await openAlone();
  await form.tab('settings').focus();
  for (const [key, view] of [
    ['ArrowLeft', 'people'],
    ['ArrowRight', 'settings'],
    ['End', 'people'],
    ['Home', 'settings'],
    ['End', 'people'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(form.tab(view)).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(person(page, store.owner.email)).toContainText(text('people.fixedOwner'));
  await expect(person(page, email)).toBeVisible();
  await checkState(page, 'people');

  await page.getByRole('combobox', { name: text('people.roleFor', { name: email }) }).focus();
  await page.keyboard.type('V');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const became = text('people.changed', { name: email, role: text('people.roles.viewer') });
  await expect(page.getByRole('status').filter({ hasText: became })).toBeVisible();

  await page.getByRole('button', { name: text('people.removeFor', { name: email }) }).focus();
  await page.keyboard.press('Enter');
  await checkState(page, 'people-removal');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'people-removal');
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.getByRole('button', { name: text('people.removeConfirm'), exact: true }).press('Enter');
  await expect(page.getByText(text('people.removed', { name: email }))).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'people');

  await page.setViewportSize({ width: 1280, height: 860 });
  await form.tab('history').click();
  const rows = page.getByRole('rowgroup', { name: text('people.roleOf', { name: email }) });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(text('people.roles.none'));
});

/** As the update leaves a store that had the app before there were roles. */
async function announceRoles({ environment }: World, storeHash: string): Promise<void> {
  const db = createDatabase(environment.DATABASE_URL ?? '');
  await db
    .updateTable('installations')
    .set({ rolesUnannounced: 1 })
    .where('storeHash', '=', storeHash)
    .execute();
  await db.destroy();
}

test('the owner is informed of roles once, after the update', async ({ openAlone, page, store, world }) => {
  await installApp(world, store.hash);
  await announceRoles(world, store.hash);
  const notice = page.getByRole('region', { name: text('people.noticeTitle') });
  await openAlone({ userId: staffId });
  await expect(page.getByRole('tab', { name: text('views.history') })).toBeVisible();
  await expect(notice).toHaveCount(0);
  await openAlone();
  await expect(notice).toBeVisible();
  await checkState(page, 'roles-announced');
  const dismissed = page.waitForResponse((response) => response.url().endsWith('/people/notice'));
  await notice.getByRole('button', { name: text('app.close') }).click();
  expect((await dismissed).status()).toBe(204);
  // Another tab.
  await page.evaluate(() => sessionStorage.clear());
  const form = await openAlone();
  await expect(form.policyUrl).toBeVisible();
  await expect(notice).toHaveCount(0);
});
