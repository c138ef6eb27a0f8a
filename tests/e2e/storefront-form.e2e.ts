import { createChannel, type Store } from '../../sandbox/sandbox.ts';
import { emptyChannelSettings } from '../../sandbox/settings-wire.ts';
import {
  type ControlPanel,
  expect,
  firstPolicyUrl,
  installedBeforehand,
  newPolicyUrl,
  test,
} from './fixtures.ts';
import { checkState, keepPicture } from './states.ts';
import type { World } from '../../sandbox/world.ts';

const frame = 'iframe[title="Customer Settings"]';
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
  const group = (name: string) => app.getByRole('group', { name, exact: true });
  return {
    ...form,
    group,
    useGlobal: (name: string) => group(name).getByRole('checkbox', { name: 'Use the global value' }),
    reset: (name: string) => form.button(`Reset ${name} to the global value`),
    allowed: app.getByRole('radio', { name: /^Allowed/ }),
    notAllowed: app.getByRole('radio', { name: /^Not allowed/ }),
    heading: (name: string) => app.getByRole('heading', { name, exact: true }),
  };
}

test.beforeEach(({ store }) => addStorefronts(store));

test('a storefront shows what it inherits and what it overrides, and writes to itself alone', async ({
  controlPanel,
  page,
  store,
  world,
}) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openApp(linkTo('storefront=2'));
  await expect(form.heading('Trade shop')).toBeVisible();
  await expect(form.useGlobal('Ask shoppers for consent to tracking')).toBeChecked();
  await expect(form.group('Ask shoppers for consent to tracking')).toContainText('Global value: On');
  await expect(form.useGlobal('Privacy policy URL')).not.toBeChecked();
  await expect(form.policyUrl).toHaveValue(tradeUrl);
  await expect(form.group('Privacy policy URL')).toContainText(`Global value: ${firstPolicyUrl}`);
  await expect(form.guestGroup).toHaveValue('No group');
  await expect(form.notAllowed).toBeChecked();
  await checkState(page, 'storefront', frame);

  await form.useGlobal('Ask shoppers for consent to tracking').uncheck();
  await expect(form.trackingConsent).toBeChecked();
  await expect(form.group('Ask shoppers for consent to tracking')).toContainText('Same as the global value');
  await form.trackingConsent.uncheck();
  await form.reset('Privacy policy URL').click();
  await expect(form.useGlobal('Privacy policy URL')).toBeFocused();
  await expect(form.policyUrl).toBeHidden();
  await form.allowed.check();
  await form.save.click();
  await expect(form.saved.getByRole('listitem')).toHaveText([
    'Ask shoppers for consent to tracking: Global value (On) → Off',
    `Privacy policy URL: ${tradeUrl} → Global value (${firstPolicyUrl})`,
    'Global logins: Not allowed → Allowed',
  ]);
  await checkState(page, 'storefront-saved', frame);
  expect(savedForChannel(world, store, 2)).toEqual([
    {
      privacy_settings: { ask_shopper_for_tracking_consent: false, policy_url: null },
      allow_global_logins: true,
    },
  ]);
  expect(savedForChannel(world, store, 1)).toEqual([]);
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
});

test('everything is reset at once, by null', async ({ controlPanel, store, world }) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openApp(linkTo('storefront=2'));
  await form.button('Reset all to the global values').click();
  await expect(form.button('Reset all to the global values')).toBeDisabled();
  await form.save.click();
  await expect(form.saved).toBeVisible();
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
  await controlPanel.openApp(linkTo('storefront=2&field=policy_url'));
  await expect(form.policyUrl).toBeFocused();
  await controlPanel.openApp(linkTo('storefront=1&field=guest_customer_group_id'));
  await expect(form.heading('Main shop')).toBeVisible();
  await expect(form.useGlobal('Group for guests')).toBeFocused();
  await controlPanel.openApp(linkTo('storefront=1&field=allow_global_logins'));
  await expect(form.allowed).toBeFocused();
  await expect(form.allowed).not.toBeChecked();
  await expect(form.notAllowed).not.toBeChecked();
});

test('global logins that were never set can be switched off', async ({ controlPanel, store, world }) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openApp(linkTo('storefront=1'));
  await form.notAllowed.check();
  await form.save.click();
  await expect(form.saved).toContainText('Global logins: Not set → Not allowed');
  expect(savedForChannel(world, store, 1)).toEqual([{ allow_global_logins: false }]);
});

test('a fault stands at its field and nothing is written', async ({ controlPanel, page, store, world }) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openApp(linkTo('storefront=2'));
  await form.policyUrl.fill('http://trade.shop.example');
  await form.save.click();
  await expect(form.policyUrl).toBeFocused();
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'true');
  await checkState(page, 'storefront-field-error', frame);
  expect(savedForChannel(world, store, 2)).toEqual([]);
});

test('a change made elsewhere to the storefront is not overwritten', async ({
  browserReports,
  controlPanel,
  store,
  world,
}) => {
  const form = storefrontForm(controlPanel);
  await controlPanel.openApp(linkTo('storefront=2'));
  browserReports.expectFailedLoad(412);
  store.changeChannelSettings(2, { customer_group_settings: { default_customer_group_id: 3 } });
  await form.policyUrl.fill('');
  await form.save.click();
  await expect(form.saved).toContainText(`Privacy policy URL: ${tradeUrl} → None`);
  await expect(form.saved).toContainText('their values hold: Group for new customers.');
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
  await expect(form.alert("Storefront 999 doesn't exist")).toBeVisible();
  await checkState(page, 'storefront-gone', frame);
  await controlPanel.app.getByRole('tab', { name: 'Settings' }).click();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
});

test('an edit outlives a look at another view and a reload', async ({ controlPanel }) => {
  const form = storefrontForm(controlPanel);
  const { app } = controlPanel;
  await controlPanel.openApp(linkTo('storefront=2'));
  await form.policyUrl.fill('https://trade.shop.example/new');
  await app.getByRole('tab', { name: 'Settings' }).click();
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
  await app.getByRole('tab', { name: 'Settings' }).click();
  await expect(form.policyUrl).toHaveValue('https://shop.example/newer');
});

test('the form of the store tells how many storefronts go their own way', async ({ controlPanel, page }) => {
  const { app } = controlPanel;
  await controlPanel.openApp();
  const notes = app.getByText('1 storefront has its own value');
  await expect(notes).toHaveCount(3);
  await checkState(page, 'settings-with-overrides', frame);
});

test('a store with one storefront sees no word of inheritance', async ({ controlPanel, page, store }) => {
  store.channels.splice(1);
  const { app, form } = controlPanel;
  await controlPanel.openApp();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(app.getByRole('tab')).toHaveText(['Settings', 'History']);
  await expect(app.getByText(/storefront|global/i)).toHaveCount(0);
  await checkState(page, 'one-storefront', frame);
});

test('the only storefront opens the plain form by its link, too', async ({ openAlone, page, store }) => {
  store.channels.splice(1);
  for (const path of [`/?storefront=1`, '/']) {
    const form = await openAlone({ url: path, channelId: 1 });
    await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
    await expect(page.getByRole('tab')).toHaveText(['Settings', 'History']);
    await expect(page.getByText(/storefront|global/i)).toHaveCount(0);
    await form.policyUrl.fill(newPolicyUrl);
    await form.discard.click();
    await form.dialog.getByRole('button', { name: 'Discard changes' }).click();
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
    await expect(page.getByRole('tab', { name: 'Settings' })).toHaveAttribute('aria-selected', 'true');
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
  await form.button('Reset Group for guests to the global value').click();
  const tick = page.getByRole('checkbox', { name: "I want every visitor who isn't signed in to get this" });
  await expect(page.getByText('so it may change prices or hide categories')).toBeVisible();
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
  const { app } = controlPanel;
  await controlPanel.openApp();
  await expect(app.getByRole('tab', { name: 'Storefronts' })).toBeVisible();
  await expect(app.getByText('1 storefront has its own value')).toHaveCount(3);
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
  await expect(controlPanel.app.getByText("It can't list your storefronts.")).toBeVisible();
  await form.policyUrl.fill('');
  await form.save.click();
  await expect(form.saved).toBeVisible();
  await controlPanel.openApp(linkTo('storefront=2'));
  await expect(form.heading('Storefront 2')).toBeVisible();
  await form.policyUrl.fill('');
  await form.save.click();
  await expect(form.saved).toBeVisible();
  expect(savedForChannel(world, store, 2)).toEqual([{ privacy_settings: { policy_url: '' } }]);
});
