import { createGroup, type Store } from '../../sandbox/sandbox.ts';
import { checkState } from './states.ts';
import { expect, test } from './fixtures.ts';
import { changeLine, text } from './texts.ts';

function addManyGroups(store: Store): void {
  store.groups = Array.from({ length: 1_200 }, (_, index) => createGroup(index + 1, `Buyers ${index + 1}`));
}

test('a group is found by name among 1,200, and few are drawn', async ({ openAlone, page, store }) => {
  addManyGroups(store);
  const form = await openAlone();
  await form.guestGroup.click();
  await expect(page.getByText(text('groups.more', { count: 1150 }))).toBeVisible();
  expect(await form.options.count()).toBeLessThanOrEqual(51);
  await checkState(page, 'group-picker-of-1200');

  await form.guestGroup.fill('buyers 119');
  await expect(form.options).toHaveCount(11);
  await expect(
    page.getByRole('status').filter({ hasText: text('groups.found', { count: 11 }) }),
  ).toBeAttached();
  await form.guestGroup.fill('BUYERS 1193');
  await expect(form.options).toHaveText([/^Buyers 1193/]);
  await form.guestGroup.press('Enter');
  await expect(form.guestGroup).toHaveValue('Buyers 1193');
  await form.save.click();
  await expect(form.saved).toContainText(changeLine('guestCustomerGroupId', 'Buyers 1', 'Buyers 1193'));
  expect(store.settings.customer_group_settings.guest_customer_group_id).toBe(1193);
});

test('a group is found by its ID', async ({ openAlone, page, store }) => {
  addManyGroups(store);
  store.groups.push(createGroup(98_765, 'Hidden at the end'));
  const form = await openAlone();
  await expect(page.getByText(text('groups.loading'))).toBeHidden();
  await form.newCustomerGroup.fill('9876');
  await expect(form.options).toHaveText([/^Hidden at the end.*ID 98765$/]);
  await form.options.click();
  await expect(form.newCustomerGroup).toHaveValue('Hidden at the end');
  await expect(form.unsaved).toBeVisible();
});

test('a search without a match says so', async ({ form, page }) => {
  await form.guestGroup.fill('nobody');
  await expect(form.options).toHaveCount(0);
  await expect(page.getByText(text('groups.noMatch')).last()).toBeVisible();
  await checkState(page, 'group-picker-no-match');
  await form.policyUrl.click();
  await expect(form.guestGroup).toHaveValue('Retail');
});

test('groups of the same name are told apart by their IDs', async ({ openAlone, store }) => {
  store.groups.push(createGroup(4, 'Trade'));
  const form = await openAlone();
  await form.guestGroup.fill('trade');
  await expect(form.options).toHaveText([/^Trade \(ID 2\)/, /^Trade \(ID 4\)/]);
  await form.options.last().click();
  await form.save.click();
  await expect(form.saved).toContainText(changeLine('guestCustomerGroupId', 'Retail', 'Trade (ID 4)'));
});

test('a store without groups offers no group', async ({ openAlone, store }) => {
  store.groups = [];
  store.changeSettings({ customer_group_settings: { guest_customer_group_id: 0 } });
  const form = await openAlone();
  await form.guestGroup.click();
  await expect(form.options).toHaveText([text('groups.none')]);
});
