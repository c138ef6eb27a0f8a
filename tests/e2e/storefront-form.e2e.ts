import { inheritanceIn } from './storefronts-page.ts';
import { createChannel, type Store } from '../../sandbox/sandbox.ts';
import { emptyChannelSettings } from '../../sandbox/settings-wire.ts';
import {
  appFrame,
  type ControlPanel,
  expect,
  firstPolicyUrl,
  installedBeforehand,
  newPolicyUrl,
  test,
} from './fixtures.ts';
import { checkState, keepPicture } from './states.ts';
import type { World } from '../../sandbox/world.ts';
import { changeLine, globalValue, labelOf, startingWith, text } from './texts.ts';

const tradeUrl = 'https://trade.shop.example/privacy';

/** A default storefront that follows the store, and one with values of its own. */
function addStorefronts(store: Store): void {
  store.channels.push(
    createChannel(1, 'Main shop', 'bigcommerce'),
    createChannel(2, 'Trade shop', 'catalyst'),
  );
  store.channelSettings.set(2, {
    privacy_settings: {
      ask_shopper_for_tracking_consent: null,
      policy_url: tradeUrl,
      ask_shopper_for_tracking_consent_on_checkout: null,
    },
    customer_group_settings: { guest_customer_group_id: 0, default_customer_group_id: 2 },
    allow_global_logins: false,
  });
}

/** A link of the control panel to a place in the app. */
const linkTo = (query: string) => `?path=${encodeURIComponent(`/?${query}`)}`;

function savedForChannel(world: World, store: Store, channelId: number): unknown[] {
  const path = `/v3/customers/settings/channels/${channelId}`;
  return world.sandbox.requests.list({ storeHash: store.hash, method: 'PUT', path }).map(({ body }) => body);
}

function storefrontForm({ app, form }: ControlPanel) {
  return { ...form, ...inheritanceIn(app) };
}

const tabsOfOneStorefront = [
  text('views.onlySettings'),
  // With the number of findings, once they are counted.
  startingWith(text('views.checks')),
  text('views.history'),
  text('views.people'),
];

test.beforeEach(({ store }) => addStorefronts(store));

test('a storefront shows what it inherits and what it overrides, and writes to itself alone', async ({
  controlPanel,
  page,
  store,
  world,
}) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openStorefront(2);
  await expect(form.heading('Trade shop')).toBeVisible();
  await expect(form.useGlobal('trackingConsent')).toBeChecked();
  await expect(form.setting('trackingConsent')).toContainText(
    text('inheritance.globalIs', { value: text('settings.on') }),
  );
  await expect(form.useGlobal('policyUrl')).not.toBeChecked();
  await expect(form.policyUrl).toHaveValue(tradeUrl);
  await expect(form.setting('policyUrl')).toContainText(
    text('inheritance.globalIs', { value: firstPolicyUrl }),
  );
  await expect(form.guestGroup).toHaveValue(text('groups.none'));
  await expect(form.notAllowed).toBeChecked();
  await checkState(page, 'storefront', appFrame);

  await form.useGlobal('trackingConsent').uncheck();
  await expect(form.trackingConsent).toBeChecked();
  await expect(form.setting('trackingConsent')).toContainText(text('inheritance.sameAsGlobal'));
  await form.trackingConsent.uncheck();
  await form.reset('policyUrl').click();
  await expect(form.useGlobal('policyUrl')).toBeFocused();
  await expect(form.policyUrl).toBeHidden();
  await form.allowed.check();
  await form.save.click();
  await expect(form.savedChanges).toHaveText([
    changeLine('trackingConsent', globalValue(text('settings.on')), text('settings.off')),
    changeLine('policyUrl', tradeUrl, globalValue(firstPolicyUrl)),
    changeLine('allowGlobalLogins', text('settings.notAllowed'), text('settings.allowed')),
  ]);
  await checkState(page, 'storefront-saved', appFrame);
  expect(savedForChannel(world, store, 2)).toEqual([
    {
      privacy_settings: { ask_shopper_for_tracking_consent: false, policy_url: null },
      allow_global_logins: true,
    },
  ]);
  expect(savedForChannel(world, store, 1)).toEqual([]);
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
});

test('consent that is overridden to off is said at once', async ({ controlPanel }) => {
  const form = storefrontForm(controlPanel);
  const note = controlPanel.app.getByText(text('consentOff.here'));
  await controlPanel.openStorefront(2);
  await form.useGlobal('trackingConsent').uncheck();
  await expect(form.trackingConsent).toBeChecked();
  await expect(note).toBeHidden();
  await form.trackingConsent.uncheck();
  await expect(note).toBeVisible();
});

test('consent that goes off by following the store is said at once', async ({ controlPanel, store }) => {
  store.settings.privacy_settings.ask_shopper_for_tracking_consent = false;
  store.changeChannelSettings(2, { privacy_settings: { ask_shopper_for_tracking_consent: true } });
  const form = storefrontForm(controlPanel);
  await controlPanel.openStorefront(2);
  await expect(form.trackingConsent).toBeChecked();
  await form.useGlobal('trackingConsent').check();
  await expect(controlPanel.app.getByText(text('consentOff.here'))).toBeVisible();
});

test('everything is reset at once, by null', async ({ controlPanel, store, world }) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openStorefront(2);
  await form.resetAll.click();
  await expect(form.resetAll).toBeDisabled();
  await form.saveEdits();
  expect(savedForChannel(world, store, 2)).toEqual([
    {
      privacy_settings: { policy_url: null },
      customer_group_settings: { guest_customer_group_id: null, default_customer_group_id: null },
    },
  ]);
  expect(store.settingsOfChannel(2)).toEqual({ ...emptyChannelSettings(), allow_global_logins: false });
});

test('a deep link leads to the field of its storefront, inherited or not', async ({ controlPanel }) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openStorefront(2, 'policy_url');
  await expect(form.policyUrl).toBeFocused();
  await controlPanel.openStorefront(1, 'guest_customer_group_id');
  await expect(form.heading('Main shop')).toBeVisible();
  await expect(form.useGlobal('guestCustomerGroupId')).toBeFocused();
  await controlPanel.openStorefront(1, 'allow_global_logins');
  await expect(form.allowed).toBeFocused();
  await expect(form.allowed).not.toBeChecked();
  await expect(form.notAllowed).not.toBeChecked();
});

test('global logins that were never set can be switched off', async ({ controlPanel, store, world }) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openStorefront(1);
  await form.notAllowed.check();
  await form.save.click();
  await expect(form.saved).toContainText(
    changeLine('allowGlobalLogins', text('settings.notSet'), text('settings.notAllowed')),
  );
  expect(savedForChannel(world, store, 1)).toEqual([{ allow_global_logins: false }]);
});

test('a fault stands at its field and nothing is written', async ({ controlPanel, page, store, world }) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openStorefront(2);
  await form.submitPolicyUrl('http://trade.shop.example');
  await expect(form.policyUrl).toBeFocused();
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'true');
  await checkState(page, 'storefront-field-error', appFrame);
  expect(savedForChannel(world, store, 2)).toEqual([]);
});

test('a change made elsewhere to the storefront is not overwritten', async ({
  browserReports,
  controlPanel,
  store,
  world,
}) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openStorefront(2);
  browserReports.expectFailedLoad(412);
  store.changeChannelSettings(2, { customer_group_settings: { default_customer_group_id: 3 } });
  await form.submitPolicyUrl('');
  await expect(form.saved).toContainText(changeLine('policyUrl', tradeUrl, text('settings.noUrl')));
  await expect(form.saved).toContainText(
    text('saving.takenOver', { fields: labelOf('defaultCustomerGroupId') }),
  );
  expect(savedForChannel(world, store, 2)).toEqual([{ privacy_settings: { policy_url: '' } }]);
  expect(store.settingsOfChannel(2).customer_group_settings.default_customer_group_id).toBe(3);
});

test('a storefront that is gone says so, and the others can be reached', async ({
  controlPanel,
  page,
  store,
  world,
}) => {
  const form = storefrontForm(controlPanel);
  await installedBeforehand(world, store);
  await controlPanel.goTo(`/manage/app/${world.sandbox.app.clientId}${linkTo('storefront=999')}`);
  await expect(form.alert(text('storefront.gone', { id: 999 }))).toBeVisible();
  await checkState(page, 'storefront-gone', appFrame);
  await form.tab('settings').click();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
});

test('an edit outlives a look at another view and a reload', async ({ controlPanel }) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openStorefront(2);
  await form.policyUrl.fill('https://trade.shop.example/new');
  await form.tab('settings').click();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await form.policyUrl.fill('https://shop.example/newer');
  const shown = controlPanel.frame();
  await shown.evaluate(() => history.back());
  await expect(form.heading('Trade shop')).toBeVisible();
  await expect(form.policyUrl).toHaveValue('https://trade.shop.example/new');
  await shown.goto(shown.url());
  await expect(form.heading('Trade shop')).toBeVisible();
  await expect(form.policyUrl).toHaveValue('https://trade.shop.example/new');
  await expect(form.unsaved).toBeVisible();
  await form.tab('settings').click();
  await expect(form.policyUrl).toHaveValue('https://shop.example/newer');
});

test('the form of the store tells how many storefronts go their own way', async ({ controlPanel, page }) => {
  const { app } = controlPanel;
  await controlPanel.openApp();
  const notes = app.getByText(text('overrides.count', { count: 1 }), { exact: true });
  await expect(notes).toHaveCount(3);
  for (const field of ['policyUrl', 'guestCustomerGroupId', 'defaultCustomerGroupId'] as const) {
    const name = text('overrides.countOf', { count: 1, setting: labelOf(field) });
    await expect(app.getByRole('link', { name, exact: true })).toHaveCount(1);
  }
  await checkState(page, 'settings-with-overrides', appFrame);
});

test('a store with one storefront sees no word of inheritance', async ({ controlPanel, page, store }) => {
  store.channels.splice(1);
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(app.getByRole('tab')).toHaveText(tabsOfOneStorefront);
  await expect(app.getByText(/storefront|global/i)).toHaveCount(0);
  await checkState(page, 'one-storefront', appFrame);
});

test('the only storefront opens the plain form by its link, too', async ({ openAlone, page, store }) => {
  store.channels.splice(1);
  for (const path of [`/?storefront=1`, '/']) {
    const form = await openAlone({ url: path, channelId: 1 });
    await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
    await expect(page.getByRole('tab')).toHaveText(tabsOfOneStorefront);
    await expect(page.getByText(/storefront|global/i)).toHaveCount(0);
    await form.policyUrl.fill(newPolicyUrl);
    await form.discard.click();
    await form.dialog.getByRole('button', { name: text('discardDialog.discard') }).click();
  }
});

test('a channel that is no storefront opens the form of the store', async ({ openAlone, page, store }) => {
  store.channels.push(
    createChannel(5001, 'Marketplace', 'amazon', { type: 'marketplace' }),
    createChannel(5002, 'Till', 'square', { type: 'pos' }),
    createChannel(5003, 'Old shop', 'bigcommerce', { status: 'archived' }),
  );
  for (const channelId of [5001, 5002, 5003]) {
    const form = await openAlone({ channelId });
    await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
    await expect(page.getByRole('tab', { name: text('views.settings') })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(page.getByRole('heading', { name: /^Storefront \d/ })).toHaveCount(0);
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
  }
  await checkState(page, 'no-storefront');
  await page.setViewportSize({ width: 320, height: 640 });
  await keepPicture(page, 'no-storefront-narrow');
});

test('a reset to a global group asks for the tick where the groups cannot be read', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  browserReports.expectFailedLoad(403);
  world.sandbox.faults.add({
    kind: 'status',
    status: 403,
    match: { storeHash: store.hash, path: '/v2/customer_groups' },
  });
  store.changeChannelSettings(2, { customer_group_settings: { guest_customer_group_id: 3 } });
  const form = await openAlone({ url: '/?storefront=2' });
  await form.button(text('inheritance.resetOne', { label: labelOf('guestCustomerGroupId') })).click();
  const tick = page.getByRole('checkbox', { name: text('groupNotes.guestTick') });
  await expect(page.getByText(text('groupNotes.unreadBenefits'))).toBeVisible();
  await form.save.click();
  await expect(tick).toBeFocused();
  expect(store.settingsOfChannel(2).customer_group_settings.guest_customer_group_id).toBe(3);
  await page.mouse.move(0, 0);
  await checkState(page, 'unread-group-tick');
  await page.setViewportSize({ width: 320, height: 640 });
  await keepPicture(page, 'unread-group-tick-narrow');
  await tick.check();
  await form.save.click();
  await expect(form.saved).toBeVisible();
  expect(store.settingsOfChannel(2).customer_group_settings.guest_customer_group_id).toBeNull();
});

test('one storefront with a value of its own is told apart', async ({ controlPanel, store }) => {
  store.channels.shift();
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await expect(form.tab('storefronts')).toBeVisible();
  await expect(app.getByText(text('overrides.count', { count: 1 }), { exact: true })).toHaveCount(3);
});

test('without the permission to list storefronts the store and a linked storefront can be edited', async ({
  controlPanel,
  store,
  world,
}) => {
  const form = storefrontForm(controlPanel);
  const scopes = ['store_v2_customers', 'store_v2_information_read_only'];
  await fetch(world.sandbox.callbacks.authUrl(store.hash, { scopes }));
  await controlPanel.openApp();
  await expect(
    controlPanel.app.getByText(text('permissions.store_channel_settings_read_only')),
  ).toBeVisible();
  await form.savePolicyUrl('');
  await controlPanel.openStorefront(2);
  await expect(form.heading(text('storefront.id', { id: 2 }))).toBeVisible();
  await form.savePolicyUrl('');
  expect(savedForChannel(world, store, 2)).toEqual([{ privacy_settings: { policy_url: '' } }]);
});
