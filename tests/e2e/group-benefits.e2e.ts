import { createChannel, createGroup, type Store } from '../../sandbox/sandbox.ts';
import { appFrame, expect, savedBodies, test } from './fixtures.ts';
import { checkState } from './states.ts';
import { changeLine, globalValue, labelOf, text } from './texts.ts';

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
    /^Retail\s*No discounts · sees all categories/,
    /^Trade/,
    /^Loyalty/,
    /^Club\s*10% off everything · sees all categories/,
    /^Wholesale\s*Its own price list · sees all categories/,
    /^Visitors\s*No discounts · sees 3 categories only/,
    /^Closed\s*No discounts · sees no categories/,
    /^Makers\s*A discount on 1 category · discounts on 2 products · sees all categories/,
  ]);
  await checkState(page, 'groups-with-benefits', appFrame);
});

test('a discount for every visitor is saved only with a tick', async ({
  controlPanel,
  page,
  store,
  world,
}) => {
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await form.chooseGuestGroup('Club');
  await expect(app.getByText('Club: 10% off everything · sees all categories.')).toBeVisible();
  const consent = form.guestTick;
  await form.save.click();
  await expect(consent).toBeFocused();
  await expect(form.alert(text('groupNotes.guestTickMissing'))).toBeVisible();
  await checkState(page, 'guest-group-without-tick', appFrame);
  expect(savedBodies(world, store)).toEqual([]);

  await consent.check();
  await form.save.click();
  await expect(form.saved).toContainText(changeLine('guestCustomerGroupId', 'Retail', 'Club'));
  await expect(consent).toBeHidden();
  expect(savedBodies(world, store)).toEqual([{ customer_group_settings: { guest_customer_group_id: 4 } }]);
});

test('a tick for one group is none for another', async ({ controlPanel }) => {
  const { form } = controlPanel;
  await controlPanel.openApp();
  await form.chooseGuestGroup('Visitors');
  const consent = form.guestTick;
  await consent.check();
  await form.chooseGuestGroup('Closed');
  await expect(consent).not.toBeChecked();
  await form.chooseGuestGroup('Retail');
  await expect(consent).toBeHidden();
  await expect(form.save).toBeDisabled();
});

test('new customers with a discount get a notice and no tick', async ({ controlPanel, store, world }) => {
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await form.chooseNewCustomerGroup('Wholesale');
  await expect(
    app.getByText(
      text('groupNotes.defaultDetail', {
        group: 'Wholesale',
        gives: `Its own price list · ${text('groupNotes.allCategories')}`,
      }),
    ),
  ).toBeVisible();
  await form.saveEdits();
  expect(savedBodies(world, store)).toEqual([{ customer_group_settings: { default_customer_group_id: 5 } }]);
});

test('a group that was deleted is a problem with choices', async ({ controlPanel, page, store, world }) => {
  store.deleteGroup(1);
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await expect(form.guestGroup).toHaveValue(text('groups.deleted', { id: 1 }));
  const problem = app.getByRole('region', { name: text('groupNotes.deletedTitle', { id: 1 }) });
  await checkState(page, 'deleted-group', appFrame);
  await problem.getByRole('button', { name: text('groupNotes.chooseOther') }).click();
  await expect(form.guestGroup).toBeFocused();
  await problem.getByRole('button', { name: text('groupNotes.useNone') }).click();
  await expect(form.guestGroup).toHaveValue(text('groups.none'));
  await form.save.click();
  await expect(form.saved).toContainText(
    changeLine('guestCustomerGroupId', text('groups.deleted', { id: 1 }), text('groups.none')),
  );
  expect(savedBodies(world, store)).toEqual([{ customer_group_settings: { guest_customer_group_id: 0 } }]);
});

test('a storefront whose group was deleted can follow the store', async ({ controlPanel, store }) => {
  store.channels.push(createChannel(1, 'Main', 'bigcommerce'), createChannel(2, 'Trade', 'catalyst'));
  store.changeChannelSettings(2, { customer_group_settings: { default_customer_group_id: 99 } });
  const { app, form } = controlPanel;
  await controlPanel.openStorefront(2);
  await app
    .getByRole('region', { name: text('groupNotes.deletedTitle', { id: 99 }) })
    .getByRole('button', { name: text('history.inherited') })
    .click();
  await form.save.click();
  await expect(form.saved).toContainText(
    changeLine(
      'defaultCustomerGroupId',
      text('groups.deleted', { id: 99 }),
      globalValue(text('groups.none')),
    ),
  );
  expect(store.settingsOfChannel(2).customer_group_settings.default_customer_group_id).toBeNull();
});

test('a reset that gives every visitor a discount asks, too', async ({ controlPanel, store }) => {
  store.channels.push(createChannel(1, 'Main', 'bigcommerce'), createChannel(2, 'Trade', 'catalyst'));
  store.changeSettings({ customer_group_settings: { guest_customer_group_id: 4 } });
  store.changeChannelSettings(2, { customer_group_settings: { guest_customer_group_id: 1 } });
  const { form } = controlPanel;
  await controlPanel.openStorefront(2);
  await form.button(text('inheritance.resetOne', { label: labelOf('guestCustomerGroupId') })).click();
  await form.save.click();
  await expect(form.guestTick).toBeFocused();
  expect(store.settingsOfChannel(2).customer_group_settings.guest_customer_group_id).toBe(1);
});
