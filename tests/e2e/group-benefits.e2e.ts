import { createChannel, createGroup, type Store } from '../../sandbox/sandbox.ts';
import { expect, savedBodies, test } from './fixtures.ts';
import { checkState } from './states.ts';

const frame = 'iframe[title="Customer Settings"]';
const tick = "I want every visitor who isn't signed in to get this";

/** One group of every kind. */
function addGroups(store: Store): void {
  store.groups.push(
    createGroup(4, 'Club', [{ type: 'all', method: 'percent', amount: '10.0000' }]),
    createGroup(5, 'Wholesale', [{ type: 'price_list', price_list_id: 3 }]),
    createGroup(6, 'Visitors', [], { type: 'specific', categories: [18, 19, 23] }),
    createGroup(7, 'Closed', [], { type: 'none' }),
    createGroup(8, 'Makers', [
      { type: 'category', method: 'percent', amount: '25.0000', category_id: 18 },
      { type: 'product', method: 'fixed', amount: '5.0000', product_id: 112 },
      { type: 'product', method: 'price', amount: '5.0000', product_id: 113 },
    ]),
  );
}

test.beforeEach(({ store }) => addGroups(store));

test('each group says what it gives', async ({ controlPanel, page }) => {
  const { form } = controlPanel;
  await controlPanel.openApp();
  await form.guestGroup.click();
  await expect(form.options).toHaveText([
    /^No group$/,
    /^Retail\s*No discounts, sees all categories/,
    /^Trade/,
    /^Loyalty/,
    /^Club\s*10% off everything, sees all categories/,
    /^Wholesale\s*Its own price list, sees all categories/,
    /^Visitors\s*No discounts, sees 3 categories/,
    /^Closed\s*No discounts, sees no categories/,
    /^Makers\s*A discount on 1 category, discounts on 2 products, sees all categories/,
  ]);
  await checkState(page, 'groups-with-benefits', frame);
});

test('a discount for every visitor is saved only with a tick', async ({
  controlPanel,
  page,
  store,
  world,
}) => {
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await form.guestGroup.fill('Club');
  await form.guestGroup.press('Enter');
  await expect(app.getByText('Club: 10% off everything, sees all categories.')).toBeVisible();
  const consent = app.getByRole('checkbox', { name: tick });
  await form.save.click();
  await expect(consent).toBeFocused();
  await expect(form.alert('Tick this before you save.')).toBeVisible();
  await checkState(page, 'guest-group-without-tick', frame);
  expect(savedBodies(world, store)).toEqual([]);

  await consent.check();
  await form.save.click();
  await expect(form.saved).toContainText('Group for guests: Retail → Club');
  await expect(consent).toBeHidden();
  expect(savedBodies(world, store)).toEqual([{ customer_group_settings: { guest_customer_group_id: 4 } }]);
});

test('a tick for one group is none for another', async ({ controlPanel }) => {
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await form.guestGroup.fill('Visitors');
  await form.guestGroup.press('Enter');
  const consent = app.getByRole('checkbox', { name: tick });
  await consent.check();
  await form.guestGroup.fill('Closed');
  await form.guestGroup.press('Enter');
  await expect(consent).not.toBeChecked();
  await form.guestGroup.fill('Retail');
  await form.guestGroup.press('Enter');
  await expect(consent).toBeHidden();
  await expect(form.save).toBeDisabled();
});

test('new customers with a discount get a notice and no tick', async ({ controlPanel, store, world }) => {
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await form.newCustomerGroup.fill('Wholesale');
  await form.newCustomerGroup.press('Enter');
  await expect(
    app.getByText('Every new customer joins Wholesale: Its own price list, sees all categories.'),
  ).toBeVisible();
  await form.save.click();
  await expect(form.saved).toBeVisible();
  expect(savedBodies(world, store)).toEqual([{ customer_group_settings: { default_customer_group_id: 5 } }]);
});

test('a group that was deleted is a problem with choices', async ({ controlPanel, page, store, world }) => {
  store.deleteGroup(1);
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await expect(form.guestGroup).toHaveValue('Group 1 (deleted)');
  const problem = app.getByRole('region', { name: 'Group 1 was deleted' });
  await checkState(page, 'deleted-group', frame);
  await problem.getByRole('button', { name: 'Choose another group' }).click();
  await expect(form.guestGroup).toBeFocused();
  await problem.getByRole('button', { name: 'Use no group' }).click();
  await expect(form.guestGroup).toHaveValue('No group');
  await form.save.click();
  await expect(form.saved).toContainText('Group for guests: Group 1 (deleted) → No group');
  expect(savedBodies(world, store)).toEqual([{ customer_group_settings: { guest_customer_group_id: 0 } }]);
});

test('a storefront whose group was deleted can follow the store', async ({ controlPanel, store }) => {
  store.channels.push(createChannel(1, 'Main', 'bigcommerce'), createChannel(2, 'Trade', 'catalyst'));
  store.changeChannelSettings(2, { customer_group_settings: { default_customer_group_id: 99 } });
  const { app, form } = controlPanel;
  await controlPanel.openApp(`?path=${encodeURIComponent('/?storefront=2')}`);
  await app
    .getByRole('region', { name: 'Group 99 was deleted' })
    .getByRole('button', { name: 'Use the global value' })
    .click();
  await form.save.click();
  await expect(form.saved).toContainText('Group 99 (deleted) → Global value (No group)');
  expect(store.settingsOfChannel(2).customer_group_settings.default_customer_group_id).toBeNull();
});

test('a reset that gives every visitor a discount asks, too', async ({ controlPanel, store }) => {
  store.channels.push(createChannel(1, 'Main', 'bigcommerce'), createChannel(2, 'Trade', 'catalyst'));
  store.changeSettings({ customer_group_settings: { guest_customer_group_id: 4 } });
  store.changeChannelSettings(2, { customer_group_settings: { guest_customer_group_id: 1 } });
  const { app, form } = controlPanel;
  await controlPanel.openApp(`?path=${encodeURIComponent('/?storefront=2')}`);
  await form.button('Reset Group for guests to the global value').click();
  await form.save.click();
  await expect(app.getByRole('checkbox', { name: tick })).toBeFocused();
  expect(store.settingsOfChannel(2).customer_group_settings.guest_customer_group_id).toBe(1);
});
