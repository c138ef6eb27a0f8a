import { checkState, keepPicture } from './states.ts';
import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, test } from './fixtures.ts';

const saves = { method: 'PUT', path: '/v3/customers/settings' } as const;

test('an address that cannot be saved is told at its field, and nothing is sent', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill('http://shop.example/privacy');
  await form.save.click();
  await expect(form.policyUrl).toBeFocused();
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'true');
  await expect(form.policyUrl).toHaveAccessibleDescription(
    /^Enter a full address that starts with https:\/\//,
  );
  await expect(form.policyUrl).toHaveValue('http://shop.example/privacy');
  await checkState(page, 'field-error');
  expect(savedBodies(world, store)).toEqual([]);

  await form.policyUrl.fill(newPolicyUrl);
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'false');
  await form.save.click();
  await expect(form.saved).toBeVisible();
});

test('a pasted address is trimmed, and what is wrong with an address is named', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  for (const [address, reason] of [
    ['https://https://shop.example/privacy', /The address starts twice\. Keep only one https:\/\//],
    ['https://localhost/privacy', /Shoppers can't open this address/],
    ['https://shop/privacy', /It needs a dot/],
    ['https://shop.example/pri\u200bvacy', /The address contains an invisible character\./],
    ['https://shop.example/privacy policy', /The address contains a space\./],
  ] as const) {
    await form.policyUrl.fill(address);
    await form.save.click();
    await expect(form.policyUrl).toBeFocused();
    await expect(form.policyUrl).toHaveAccessibleDescription(reason);
  }
  await page.mouse.move(0, 0);
  await checkState(page, 'address-named');
  await page.setViewportSize({ width: 320, height: 640 });
  await keepPicture(page, 'address-named-narrow');
  expect(savedBodies(world, store)).toEqual([]);

  await form.policyUrl.fill('\u200b\u00a0https://münchen.example/datenschutz\u200e \ufeff');
  await form.save.click();
  await expect(form.saved).toBeVisible();
  expect(store.settings.privacy_settings.policy_url).toBe('https://münchen.example/datenschutz');
});

test("a field that BigCommerce refuses shows BigCommerce's reason", async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  world.sandbox.faults.add({
    kind: 'status',
    status: 422,
    errors: { 'privacy_settings.policy_url': 'The host is on a block list.' },
    match: { ...saves, storeHash: store.hash },
    times: 1,
  });
  browserReports.expectFailedLoad(422);
  await form.policyUrl.fill(newPolicyUrl);
  await form.guestGroup.fill('Trade');
  await form.guestGroup.press('Enter');
  await form.save.click();
  await expect(form.alert("BigCommerce didn't accept these settings")).toBeVisible();
  await expect(form.policyUrl).toBeFocused();
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'true');
  await expect(form.policyUrl).toHaveAccessibleDescription(/^The host is on a block list\./);
  await expect(form.guestGroup).toHaveValue('Trade');
  await checkState(page, 'rejected-by-store');
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);

  await form.policyUrl.fill('https://shop.example/other-policy');
  await form.save.click();
  await expect(form.saved).toContainText('Group for guests: Retail → Trade');
  expect(store.settings.privacy_settings.policy_url).toBe('https://shop.example/other-policy');
});

const passingFailures = [
  { status: 409, answered: 409, title: 'Somebody else was saving at the same time' },
  { status: 500, answered: 502, title: 'BigCommerce had a problem' },
  { status: 503, answered: 503, title: "Your store can't be reached" },
  { status: 423, answered: 423, title: 'Your store is locked right now' },
];

for (const { status, answered, title } of passingFailures) {
  test(`a ${status} keeps what was typed, and trying again saves it`, async ({
    browserReports,
    openAlone,
    page,
    store,
    world,
  }) => {
    const form = await openAlone();
    const clear = world.sandbox.faults.add({
      kind: 'status',
      status,
      match: { ...saves, storeHash: store.hash },
    });
    browserReports.expectFailedLoad(answered);
    await form.policyUrl.fill(newPolicyUrl);
    await form.trackingConsent.uncheck();
    await form.save.click();
    await expect(form.alert(title)).toContainText('Your changes are still here.');
    await expect(form.policyUrl).toHaveValue(newPolicyUrl);
    await expect(form.trackingConsent).not.toBeChecked();
    await expect(form.saved).toBeHidden();
    if (status === 500) await checkState(page, 'saving-failed');
    expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);

    clear();
    await form.button('Try again').click();
    await expect(form.saved).toContainText(newPolicyUrl);
    await expect(form.alert(title)).toBeHidden();
    await expect(form.save).toBeFocused();
    expect(store.settings.privacy_settings).toMatchObject({
      policy_url: newPolicyUrl,
      ask_shopper_for_tracking_consent: false,
    });
  });
}

test('a missing permission keeps what was typed', async ({ browserReports, openAlone, store, world }) => {
  const form = await openAlone();
  world.sandbox.faults.add({ kind: 'status', status: 403, match: { ...saves, storeHash: store.hash } });
  browserReports.expectFailedLoad(403);
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  const told = form.alert("The app isn't allowed to do this");
  await expect(told).toContainText('Open the app again from the Apps menu and approve the permissions');
  await expect(told.getByRole('button', { name: 'Try again' })).toBeHidden();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
});

test('a permission that ran out is renewed by opening the app, and the draft is still there', async ({
  browserReports,
  controlPanel,
  store,
}) => {
  const { app, form, page } = controlPanel;
  await controlPanel.openApp();
  await form.policyUrl.fill(newPolicyUrl);
  store.revokeToken();
  browserReports.expectFailedLoad(502);
  await form.save.click();
  await expect(form.alert("The app's permission for your store ran out")).toContainText(
    'to renew its permission',
  );
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);

  await controlPanel.goTo('/manage/apps');
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(app.getByRole('heading', { name: 'We kept your unsaved changes' })).toBeVisible();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toContainText(newPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('a session that ended keeps the draft for the next opening', async ({
  browserReports,
  controlPanel,
  store,
  world,
}) => {
  const { app, form, page } = controlPanel;
  await controlPanel.openApp();
  await form.policyUrl.fill(newPolicyUrl);
  await form.checkoutConsent.check();
  const session = await controlPanel.keptSession();
  const ended = await fetch(`${world.app.url}/api/stores/${store.hash}/session`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${session ?? ''}` },
  });
  expect(ended.ok).toBe(true);
  browserReports.expectFailedLoad(401);
  await form.save.click();
  await expect(form.alert('Your session ended')).toContainText('Your changes are kept in this tab.');
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);

  await controlPanel.openApp();
  await expect(app.getByRole('heading', { name: 'We kept your unsaved changes' })).toBeVisible();
  await checkState(page, 'restored-draft', '#app-frame');
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.checkoutConsent).toBeChecked();
  await expect(form.unsaved).toBeVisible();
  expect(savedBodies(world, store)).toEqual([]);
  await form.save.click();
  await expect(form.saved).toContainText(newPolicyUrl);

  await controlPanel.openApp();
  await expect(app.getByRole('heading', { name: 'We kept your unsaved changes' })).toBeHidden();
});

test('without a connection nothing is lost, and trying again saves', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  await page.context().setOffline(true);
  browserReports.expectFailedLoad('ERR_INTERNET_DISCONNECTED');
  await form.save.click();
  await expect(form.alert('You seem to be offline')).toContainText('Your changes are still here.');
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  await page.context().setOffline(false);
  await form.button('Try again').click();
  await expect(form.saved).toContainText(newPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('a field that BigCommerce takes and does not keep is no success', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  world.sandbox.faults.add({
    kind: 'field-not-stored',
    field: 'privacy_settings.policy_url',
    match: { storeHash: store.hash },
    times: 1,
  });
  await form.policyUrl.fill(newPolicyUrl);
  await form.checkoutConsent.check();
  await form.save.click();
  await expect(form.alert("Some settings weren't saved")).toBeVisible();
  await expect(form.saved).toBeHidden();
  await expect(form.policyUrl).toBeFocused();
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'true');
  await expect(form.policyUrl).toHaveAccessibleDescription(
    new RegExp(`kept the former value: ${firstPolicyUrl}`),
  );
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await checkState(page, 'partly-saved');
  expect(store.settings.privacy_settings).toMatchObject({
    policy_url: firstPolicyUrl,
    ask_shopper_for_tracking_consent_on_checkout: true,
  });

  await form.save.click();
  await expect(form.saved.getByRole('listitem')).toHaveText(
    `Privacy policy URL: ${firstPolicyUrl} → ${newPolicyUrl}`,
  );
});

test('a busy store is waited for in sight, and the save happens by itself', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  // Refused until the fault is removed, so that the countdown is there for as long as the state is checked.
  const clear = world.sandbox.faults.add({
    kind: 'rate-limited',
    resetMs: 4_500,
    match: { ...saves, storeHash: store.hash },
  });
  browserReports.expectFailedLoad(429);
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  const busy = form.alert('Your store is busy');
  await expect(busy).toContainText(/We'll save again in [45] seconds/);
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.save).toBeDisabled();
  await checkState(page, 'countdown');
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  await expect(busy).toContainText(/We'll save again in [12] second/);
  clear();
  await expect(form.saved).toContainText(newPolicyUrl);
  await expect(busy).toBeHidden();
  expect(savedBodies(world, store).length).toBeGreaterThanOrEqual(2);
});

test('the wait for a busy store can be called off', async ({ browserReports, openAlone, store, world }) => {
  const form = await openAlone();
  const clear = world.sandbox.faults.add({
    kind: 'rate-limited',
    resetMs: 5_000,
    match: { ...saves, storeHash: store.hash },
  });
  browserReports.expectFailedLoad(429);
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await form.alert('Your store is busy').getByRole('button', { name: 'Cancel' }).click();
  await expect(form.save).toBeFocused();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  clear();
  // The app sends nothing to BigCommerce before the reset that the 429 named.
  await form.save.click();
  await expect(form.saved).toContainText(newPolicyUrl);
});

test('a double click saves once', async ({ openAlone, store, world }) => {
  const form = await openAlone();
  world.sandbox.faults.add({ kind: 'latency', ms: 300, match: { ...saves, storeHash: store.hash } });
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.dblclick();
  await expect(form.saved).toBeVisible();
  expect(savedBodies(world, store)).toHaveLength(1);
});
