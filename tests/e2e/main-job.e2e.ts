import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, test, untilReady } from './fixtures.ts';
import { changeLine, text } from './texts.ts';

test('a merchant installs, edits, saves, reloads and opens the app again', async ({
  controlPanel,
  store,
  world,
}) => {
  const { app, form, page } = controlPanel;
  await controlPanel.install();
  await expect(app.getByRole('heading', { level: 1, name: text('app.title') })).toBeVisible();
  await expect(app.getByText(`${store.name} · ${store.hash}`)).toBeVisible();
  await expect(form.trackingConsent).toBeChecked();
  await expect(form.checkoutConsent).not.toBeChecked();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(form.guestGroup).toHaveValue('Retail');
  await expect(form.newCustomerGroup).toHaveValue(text('groups.none'));
  await expect(form.save).toBeDisabled();

  await form.policyUrl.fill(newPolicyUrl);
  await form.checkoutConsent.check();
  await form.chooseNewCustomerGroup('trade');
  await expect(form.unsaved).toBeVisible();

  const put = page.waitForRequest((request) => request.method() === 'PUT');
  await form.save.click();
  expect(await (await put).headerValue('if-match')).toMatch(/^"[^"]+"$/);

  await expect(form.savedChanges).toHaveText([
    changeLine('trackingConsentOnCheckout', text('settings.off'), text('settings.on')),
    changeLine('policyUrl', firstPolicyUrl, newPolicyUrl),
    changeLine('defaultCustomerGroupId', text('groups.none'), 'Trade'),
  ]);
  await expect(form.unsaved).toBeHidden();
  await expect(form.save).toBeDisabled();
  expect(savedBodies(world, store)).toEqual([
    {
      privacy_settings: { policy_url: newPolicyUrl, ask_shopper_for_tracking_consent_on_checkout: true },
      customer_group_settings: { default_customer_group_id: 2 },
    },
  ]);
  expect(store.settings).toMatchObject({
    privacy_settings: {
      ask_shopper_for_tracking_consent: true,
      policy_url: newPolicyUrl,
      ask_shopper_for_tracking_consent_on_checkout: true,
    },
    customer_group_settings: { guest_customer_group_id: 1, default_customer_group_id: 2 },
  });

  await form.button(text('app.close')).click();
  await expect(form.saved).toBeHidden();

  // A reload of the iframe alone has no signed payload to show: the tab still holds its session.
  const frame = controlPanel.frame();
  await frame.goto(frame.url());
  await untilReady(app);
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(app.getByText(`${store.name} · ${store.hash}`)).toBeVisible();

  await controlPanel.goTo('/manage/apps');
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await untilReady(app);
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.checkoutConsent).toBeChecked();
  await expect(form.newCustomerGroup).toHaveValue('Trade');
});

test('a value that is typed back is no change', async ({ controlPanel, store, world }) => {
  const { form } = controlPanel;
  await controlPanel.openApp();
  await form.policyUrl.fill(newPolicyUrl);
  await form.trackingConsent.uncheck();
  await expect(form.unsaved).toBeVisible();
  await form.policyUrl.fill(firstPolicyUrl);
  await form.trackingConsent.check();
  await expect(form.unsaved).toBeHidden();
  await expect(form.save).toBeDisabled();

  await form.submitPolicyUrl('');
  await expect(form.savedChanges).toHaveText(changeLine('policyUrl', firstPolicyUrl, text('settings.noUrl')));
  expect(savedBodies(world, store)).toEqual([{ privacy_settings: { policy_url: '' } }]);
});

test('the welcome is shown after the installation until it is closed', async ({ controlPanel }) => {
  const { app, page } = controlPanel;
  const welcome = app.getByRole('heading', { name: text('welcome.title') });
  await controlPanel.install();
  await expect(welcome).toBeVisible();
  await controlPanel.form.button(text('welcome.close')).click();
  await expect(welcome).toBeHidden();
  await expect(app.getByRole('main')).toBeFocused();

  await controlPanel.install();
  await expect(welcome).toBeHidden();
  await expect(page.getByRole('heading', { name: text('welcome.title') })).toHaveCount(0);
});

test('a staff user opens, edits and saves', async ({ colleague, store, world }) => {
  const { form, page } = colleague;
  await colleague.openApp();
  await expect(page.getByLabel('Signed in as')).toHaveValue('2');
  await form.chooseGuestGroup('loyal');
  await form.save.click();
  await expect(form.saved).toContainText(changeLine('guestCustomerGroupId', 'Retail', 'Loyalty'));
  expect(savedBodies(world, store)).toEqual([{ customer_group_settings: { guest_customer_group_id: 3 } }]);
});

test('an owner who signs in as another user opens the app as that user', async ({ controlPanel, store }) => {
  const { form, page } = controlPanel;
  await controlPanel.openApp();
  await Promise.all([
    page.waitForEvent('load'),
    page.getByLabel('Signed in as').selectOption({ label: 'Sam Staff' }),
  ]);
  await controlPanel.openApp();
  await form.savePolicyUrl(newPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('an install from outside the control panel ends on a page of BigCommerce', async ({
  controlPanel,
  store,
  world,
}) => {
  const { page } = controlPanel;
  await controlPanel.goTo(`/manage/marketplace/apps/${world.sandbox.app.clientId}`);
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Install in a new window' }).click(),
  ]);
  await popup.getByRole('button', { name: 'Confirm' }).click();
  await popup.waitForURL(`${world.sandbox.url}/app/${world.sandbox.app.clientId}/install/succeeded`);
  expect(store.installation).not.toBeNull();

  await controlPanel.openApp();
  await expect(controlPanel.form.policyUrl).toHaveValue(firstPolicyUrl);
});

test('an install from outside that fails ends on a page of BigCommerce, too', async ({
  controlPanel,
  faults,
  store,
  world,
}) => {
  const { page } = controlPanel;
  faults.fail(500, { target: 'login' });
  await page.goto(world.sandbox.callbacks.authUrl(store.hash, { externalInstall: true }));
  await page.waitForURL(`${world.sandbox.url}/app/${world.sandbox.app.clientId}/install/failed`);
  expect(store.installation).toBeNull();
});
