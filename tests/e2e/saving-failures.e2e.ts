import { saves } from './store-faults.ts';
import { checkState, keepPicture } from './states.ts';
import { appFrame, expect, firstPolicyUrl, newPolicyUrl, savedBodies, test } from './fixtures.ts';
import { changeLine, errorDetail, startingWith, text, textWithNumber } from './texts.ts';

test('an address that cannot be saved is told at its field, and nothing is sent', async ({
  form,
  page,
  store,
  world,
}) => {
  await form.submitPolicyUrl('http://shop.example/privacy');
  await expect(form.policyUrl).toBeFocused();
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'true');
  await expect(form.policyUrl).toHaveAccessibleDescription(
    startingWith(text('validation.policy_url_not_absolute_https')),
  );
  await expect(form.policyUrl).toHaveValue('http://shop.example/privacy');
  await checkState(page, 'field-error');
  expect(savedBodies(world, store)).toEqual([]);

  await form.policyUrl.fill(newPolicyUrl);
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'false');
  await form.saveEdits();
});

test('a pasted address is trimmed, and what is wrong with an address is named', async ({
  form,
  page,
  store,
  world,
}) => {
  for (const [address, fault] of [
    ['https://https://shop.example/privacy', 'policy_url_starts_twice'],
    ['https://localhost/privacy', 'policy_url_host_not_public'],
    ['https://shop/privacy', 'policy_url_host_without_dot'],
    ['https://shop.example/pri\u200bvacy', 'policy_url_has_invisible'],
    ['https://shop.example/privacy policy', 'policy_url_has_space'],
  ] as const) {
    await form.submitPolicyUrl(address);
    await expect(form.policyUrl).toBeFocused();
    await expect(form.policyUrl).toHaveAccessibleDescription(startingWith(text(`validation.${fault}`)));
  }
  await page.mouse.move(0, 0);
  await checkState(page, 'address-named');
  await page.setViewportSize({ width: 320, height: 640 });
  await keepPicture(page, 'address-named-narrow');
  expect(savedBodies(world, store)).toEqual([]);

  await form.savePolicyUrl('\u200b\u00a0https://münchen.example/datenschutz\u200e \ufeff');
  expect(store.settings.privacy_settings.policy_url).toBe('https://münchen.example/datenschutz');
});

test("a field that BigCommerce refuses shows BigCommerce's reason", async ({
  browserReports,
  faults,
  form,
  page,
  store,
}) => {
  faults.add(
    {
      kind: 'status',
      status: 422,
      errors: { 'privacy_settings.policy_url': 'The host is on a block list.' },
    },
    saves,
    1,
  );
  browserReports.expectFailedLoad(422);
  await form.policyUrl.fill(newPolicyUrl);
  await form.chooseGuestGroup('Trade');
  await form.save.click();
  await expect(form.error('rejected_by_store')).toBeVisible();
  await expect(form.policyUrl).toBeFocused();
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'true');
  await expect(form.policyUrl).toHaveAccessibleDescription(/^The host is on a block list\./);
  await expect(form.guestGroup).toHaveValue('Trade');
  await checkState(page, 'rejected-by-store');
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);

  await form.submitPolicyUrl('https://shop.example/other-policy');
  await expect(form.saved).toContainText(changeLine('guestCustomerGroupId', 'Retail', 'Trade'));
  expect(store.settings.privacy_settings.policy_url).toBe('https://shop.example/other-policy');
});

const passingFailures = [
  { status: 409, answered: 409, code: 'store_conflict' },
  { status: 500, answered: 502, code: 'store_failed' },
  { status: 503, answered: 503, code: 'store_unavailable' },
  { status: 423, answered: 423, code: 'store_locked' },
] as const;

for (const { status, answered, code } of passingFailures) {
  test(`a ${status} keeps what was typed, and trying again saves it`, async ({
    browserReports,
    faults,
    form,
    page,
    store,
  }) => {
    const clear = faults.failSaves(status);
    browserReports.expectFailedLoad(answered);
    await form.policyUrl.fill(newPolicyUrl);
    await form.trackingConsent.uncheck();
    await form.save.click();
    await expect(form.error(code)).toContainText(errorDetail(code));
    await expect(form.policyUrl).toHaveValue(newPolicyUrl);
    await expect(form.trackingConsent).not.toBeChecked();
    await expect(form.saved).toBeHidden();
    if (status === 500) await checkState(page, 'saving-failed');
    expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);

    clear();
    await form.tryAgain.click();
    await expect(form.saved).toContainText(newPolicyUrl);
    await expect(form.error(code)).toBeHidden();
    await expect(form.save).toBeFocused();
    expect(store.settings.privacy_settings).toMatchObject({
      policy_url: newPolicyUrl,
      ask_shopper_for_tracking_consent: false,
    });
  });
}

test('a missing permission keeps what was typed', async ({ browserReports, faults, form }) => {
  faults.failSaves(403);
  browserReports.expectFailedLoad(403);
  await form.submitPolicyUrl(newPolicyUrl);
  const told = form.error('oauth_scope_missing');
  await expect(told).toContainText(text('errors.oauth_scope_missing.action', { role: 'owner' }));
  await expect(told.getByRole('button', { name: text('app.tryAgain') })).toBeHidden();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
});

test('a permission that ran out is renewed by opening the app, and the draft is still there', async ({
  browserReports,
  controlPanel,
  store,
}) => {
  const { form, page } = controlPanel;
  await controlPanel.openApp();
  await form.policyUrl.fill(newPolicyUrl);
  store.revokeToken();
  browserReports.expectFailedLoad(502);
  await form.save.click();
  await expect(form.error('store_token_rejected')).toContainText('to renew its permission');
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);

  await controlPanel.goTo('/manage/apps');
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(form.restored).toBeVisible();
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
  const { form, page } = controlPanel;
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
  await expect(form.error('session_ended')).toContainText(errorDetail('session_ended'));
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);

  await controlPanel.openApp();
  await expect(form.restored).toBeVisible();
  await checkState(page, 'restored-draft', appFrame);
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.checkoutConsent).toBeChecked();
  await expect(form.unsaved).toBeVisible();
  expect(savedBodies(world, store)).toEqual([]);
  await form.save.click();
  await expect(form.saved).toContainText(newPolicyUrl);

  await controlPanel.openApp();
  await expect(form.restored).toBeHidden();
});

test('without a connection nothing is lost, and trying again saves', async ({
  browserReports,
  form,
  page,
  store,
}) => {
  await form.policyUrl.fill(newPolicyUrl);
  await page.context().setOffline(true);
  browserReports.expectFailedLoad('ERR_INTERNET_DISCONNECTED');
  await form.save.click();
  await expect(form.error('offline')).toContainText(errorDetail('offline'));
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  await page.context().setOffline(false);
  await form.tryAgain.click();
  await expect(form.saved).toContainText(newPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('a field that BigCommerce takes and does not keep is no success', async ({
  faults,
  form,
  page,
  store,
}) => {
  faults.add({ kind: 'field-not-stored', field: 'privacy_settings.policy_url' }, {}, 1);
  await form.policyUrl.fill(newPolicyUrl);
  await form.checkoutConsent.check();
  await form.save.click();
  await expect(form.alert(text('saving.partlyTitle'))).toBeVisible();
  await expect(form.saved).toBeHidden();
  await expect(form.policyUrl).toBeFocused();
  await expect(form.policyUrl).toHaveAttribute('aria-invalid', 'true');
  await expect(form.policyUrl).toHaveAccessibleDescription(
    startingWith(text('saving.notStored', { value: firstPolicyUrl })),
  );
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await checkState(page, 'partly-saved');
  expect(store.settings.privacy_settings).toMatchObject({
    policy_url: firstPolicyUrl,
    ask_shopper_for_tracking_consent_on_checkout: true,
  });

  await form.save.click();
  await expect(form.savedChanges).toHaveText(changeLine('policyUrl', firstPolicyUrl, newPolicyUrl));
});

test('a busy store is waited for in sight', async ({ browserReports, faults, form, page, store }) => {
  // Long enough that the countdown is there for as long as the state is checked.
  faults.add({ kind: 'rate-limited', resetMs: 50_000 }, saves);
  browserReports.expectFailedLoad(429);
  await form.submitPolicyUrl(newPolicyUrl);
  await expect(form.error('store_rate_limited')).toContainText(
    textWithNumber('saving.countdown', 'seconds', /\d\d/),
  );
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.save).toBeDisabled();
  await checkState(page, 'countdown');
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
});

test('after the wait for a busy store the save happens by itself', async ({
  browserReports,
  faults,
  form,
  store,
  world,
}) => {
  faults.add({ kind: 'rate-limited', resetMs: 4_500 }, saves, 1);
  browserReports.expectFailedLoad(429);
  await form.submitPolicyUrl(newPolicyUrl);
  const busy = form.error('store_rate_limited');
  await expect(busy).toContainText(textWithNumber('saving.countdown', 'seconds', /[45]/));
  await expect(busy).toContainText(textWithNumber('saving.countdown', 'seconds', /[12]/));
  await expect(form.saved).toContainText(newPolicyUrl);
  await expect(busy).toBeHidden();
  expect(savedBodies(world, store).length).toBeGreaterThanOrEqual(2);
});

test('the wait for a busy store can be called off', async ({ browserReports, faults, form }) => {
  const clear = faults.add({ kind: 'rate-limited', resetMs: 5_000 }, saves);
  browserReports.expectFailedLoad(429);
  await form.submitPolicyUrl(newPolicyUrl);
  await form
    .error('store_rate_limited')
    .getByRole('button', { name: text('saving.cancelRetry') })
    .click();
  await expect(form.save).toBeFocused();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  clear();
  // The app sends nothing to BigCommerce before the reset that the 429 named.
  await form.save.click();
  await expect(form.saved).toContainText(newPolicyUrl);
});

test('a double click saves once', async ({ faults, form, store, world }) => {
  faults.delaySaves(300);
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.dblclick();
  await expect(form.saved).toBeVisible();
  expect(savedBodies(world, store)).toHaveLength(1);
});
