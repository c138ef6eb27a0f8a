import type { Page } from '@playwright/test';
import { expect, newPolicyUrl, ownerId, signIn, staffId, test } from './fixtures.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { addStorefronts, cafeId } from './storefront-stores.ts';
import { labelOf, startingWith, text } from './texts.ts';

/** The questions of the browser while pages are left; each is answered with "leave". */
function leaveWhenAsked(page: Page): string[] {
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  return asked;
}

test('the browser asks before unsaved changes are left', async ({ controlPanel }) => {
  const { form, page } = controlPanel;
  const asked: string[] = [];
  let answer: 'stay' | 'leave' = 'stay';
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void (answer === 'stay' ? dialog.dismiss() : dialog.accept());
  });
  await controlPanel.openApp();
  await form.policyUrl.fill(newPolicyUrl);
  await expect(form.unsaved).toBeVisible();

  await page.getByRole('link', { name: 'Orders' }).click({ noWaitAfter: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);

  answer = 'leave';
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
  expect(asked).toEqual(['beforeunload', 'beforeunload']);
});

test('the browser asks nothing when all is saved', async ({ controlPanel }) => {
  const { form, page } = controlPanel;
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await controlPanel.openApp();
  await form.savePolicyUrl(newPolicyUrl);
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
  expect(asked).toEqual([]);
});

test('a reload of the frame gives unsaved changes back', async ({ controlPanel }) => {
  const { form } = controlPanel;
  await controlPanel.openApp();
  await form.trackingConsent.uncheck();
  await expect(form.unsaved).toBeVisible();
  await controlPanel.reloadFrame();
  await expect(form.restored).toBeVisible();
  await expect(form.trackingConsent).not.toBeChecked();
  await form.discard.click();
  await form.discardChanges.click();
  await expect(form.trackingConsent).toBeChecked();
  await expect(form.restored).toBeHidden();
});

test('drafts are marked and counted wherever the person goes', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  const form = await openAlone();
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  const mark = text('drafts.mark');
  await form.policyUrl.fill(newPolicyUrl);
  await expect(form.unsaved).toHaveText(text('drafts.count', { count: 1 }));

  await form.tab('storefronts').click();
  await page.getByRole('link', { name: 'Café Outlet' }).click();
  await form.policyUrl.fill(newPolicyUrl);
  const inBoth = text('drafts.countIn', { count: 2, place: 'both', storefronts: 1 });
  await expect(form.unsaved).toHaveText(inBoth);
  await checkState(page, 'drafts-in-two-places');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'drafts in two places');
  await keepPicture(page, 'drafts-in-two-places-320');
  await page.setViewportSize({ width: 1280, height: 860 });

  await page.getByRole('link', { name: text('storefront.back') }).click();
  await expect(row('Café Outlet')).toContainText(mark);
  await expect(row('Lookbook')).toBeVisible();
  await expect(row('Lookbook')).not.toContainText(mark);
  await checkState(page, 'drafts-in-matrix');

  await form.tab('history').click();
  await expect(form.tab('settings')).toHaveAccessibleName(new RegExp(mark));
  await expect(form.tab('storefronts')).toHaveAccessibleName(new RegExp(mark));
  await expect(form.tab('history')).not.toHaveAccessibleName(new RegExp(mark));
  await expect(page.getByText(inBoth)).toBeVisible();

  await form.button(text('drafts.show')).click();
  const dialog = page.getByRole('dialog', { name: text('drafts.title') });
  await expect(dialog.getByRole('listitem')).toHaveText([
    `${text('views.settings')}${labelOf('policyUrl')}`,
    `Café Outlet${labelOf('policyUrl')}`,
  ]);
  await checkState(page, 'drafts-dialog');
  await dialog.getByRole('link', { name: 'Café Outlet' }).click();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await form.saveEdits();
  await expect(form.unsaved).toHaveText(
    text('drafts.countIn', { count: 1, place: 'global', storefronts: 0 }),
  );
  await expect(form.tab('storefronts')).not.toHaveAccessibleName(new RegExp(mark));
  await expect(form.tab('settings')).toHaveAccessibleName(new RegExp(mark));
});

test('the browser asks in every view while a draft waits', async ({ controlPanel, store }) => {
  addStorefronts(store);
  const { form, page, app } = controlPanel;
  const asked = leaveWhenAsked(page);
  await controlPanel.openStorefront(cafeId);
  await form.policyUrl.fill(newPolicyUrl);
  await form.tab('history').click();
  await expect(
    app.getByText(text('drafts.countIn', { count: 1, place: 'storefronts', storefronts: 1 })),
  ).toBeVisible();
  await controlPanel.reloadFrame();
  await expect.poll(() => asked).toEqual(['beforeunload']);

  await form.tab('settings').click();
  await expect(form.tab('storefronts')).toHaveAccessibleName(new RegExp(text('drafts.mark')));
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
  expect(asked).toEqual(['beforeunload', 'beforeunload']);
});

test('a draft in one tab is its own person’s only', async ({ context, controlPanel, store, world }) => {
  const { form, page } = controlPanel;
  leaveWhenAsked(page);
  await controlPanel.openApp();
  await form.policyUrl.fill(newPolicyUrl);
  await expect(form.unsaved).toBeVisible();

  await signIn(context, world, store, staffId);
  await controlPanel.openApp();
  await expect(form.policyUrl).toHaveValue('https://shop.example/privacy');
  await expect(form.unsaved).toBeHidden();
  await expect(form.restored).toBeHidden();
  await form.trackingConsent.uncheck();
  await form.saveEdits();
  expect(store.settings.privacy_settings.policy_url).toBe('https://shop.example/privacy');
  await controlPanel.reloadFrame();
  await expect(form.policyUrl).toHaveValue('https://shop.example/privacy');

  await signIn(context, world, store, ownerId);
  await controlPanel.openApp();
  await expect(form.restored).toBeVisible();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
});

test('a draft of a storefront that is gone can be thrown away', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  const form = await openAlone({ url: `/?storefront=${cafeId}` });
  await form.policyUrl.fill(newPolicyUrl);
  store.channels.splice(
    store.channels.findIndex(({ id }) => id === cafeId),
    1,
  );
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(page.url().replace(/\?.*$/, ''));
  await form.button(text('drafts.show')).click();
  await page
    .getByRole('button', { name: startingWith(text('drafts.discard', { name: 'Storefront' })) })
    .click();
  await expect(form.tab('settings')).toBeVisible();
  await expect(form.unsaved).toBeHidden();
  await expect(form.tab('storefronts')).not.toHaveAccessibleName(new RegExp(text('drafts.mark')));
});
