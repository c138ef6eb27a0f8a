import type { Page } from '@playwright/test';
import { addStorefronts, clubId, outletId } from './bulk-stores.ts';
import { expect, test } from './fixtures.ts';
import type { FormPage } from './form-page.ts';
import { checkState, expectNoSidewaysScroll } from './states.ts';
import { markedUp, text } from './texts.ts';

type Access = 'yes' | 'no' | 'whereAssigned' | 'unknown';

const access = (what: Access) => text(`signInAccess.access.${what}`);
const changed = (before: Access, after: Access) =>
  markedUp('signInAccess.change', { before: access(before), after: access(after) });

/** The explanation as people find their way in it, by roles and names. */
function explanationOn(page: Page) {
  const radio = (choice: 'choiceTrue' | 'choiceFalse') =>
    page.getByRole('radio', { name: text(`settings.allowGlobalLogins.${choice}`) });
  return {
    title: page.getByText(text('signInAccess.title'), { exact: true }),
    table: page.getByRole('table', { name: text('signInAccess.table') }),
    columns: page.getByRole('columnheader'),
    /** The cells of a storefront, without the names of columns, which narrow screens show in them. */
    cells: (name: string) =>
      page
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
        .locator('td > span:not([aria-hidden])'),
    said: (words: string) => page.getByRole('status').filter({ hasText: words }),
    allow: radio('choiceTrue'),
    refuse: radio('choiceFalse'),
  };
}

/** Opens the page of a storefront, and the explanation there by keyboard. */
async function openExplanation(form: FormPage, page: Page, storefront: string) {
  await form.tab('storefronts').click();
  await page.getByRole('link', { name: storefront, exact: true }).click();
  const explanation = explanationOn(page);
  await explanation.title.focus();
  await expect(explanation.table).toBeHidden();
  await explanation.title.press('Enter');
  await expect(explanation.table).toBeVisible();
  return explanation;
}

test.beforeEach(({ store }) => {
  addStorefronts(store);
  store.changeChannelSettings(outletId, { allow_global_logins: false });
});

test('who can sign in where is explained before and after the change', async ({ form, page, store }) => {
  const explanation = await openExplanation(form, page, 'Club');
  await expect(explanation.columns).toHaveText([
    text('signInAccess.storefront'),
    text('signInAccess.kinds.unassigned'),
    text('signInAccess.kinds.here', { name: 'Club' }),
    text('signInAccess.kinds.elsewhere'),
  ]);
  await expect(explanation.cells('Club')).toHaveText([access('yes'), access('yes'), access('no')]);
  await expect(explanation.cells('Outlet')).toHaveText([access('no'), access('no'), access('whereAssigned')]);
  await expect(explanation.cells('Main street').first()).toHaveText(access('unknown'));
  await expect(page.getByText(text('signInAccess.notKnown.unset'))).toBeVisible();
  await expect(explanation.said(text('signInAccess.effects.none'))).toBeVisible();
  await checkState(page, 'sign-in-access');

  await explanation.refuse.press('Space');
  await expect(explanation.cells('Club').first()).toHaveText(changed('yes', 'no'));
  await expect(explanation.said(text('signInAccess.effects.loses'))).toContainText(
    text('signInAccess.somewhere.unknown'),
  );
  await expect(page.getByText(text('signInAccess.newCustomers.here'))).toBeVisible();
  await page.mouse.move(0, 0);
  await checkState(page, 'sign-in-access-lost');
  await form.saveEdits();
  await expect(explanation.cells('Club').first()).toHaveText(access('no'));
  expect(store.settingsOfChannel(clubId).allow_global_logins).toBe(false);
});

test('customers without a storefront who could sign in nowhere are told of', async ({
  form,
  page,
  store,
}) => {
  for (const { id } of store.channels)
    if (id !== clubId) store.changeChannelSettings(id, { allow_global_logins: false });
  const explanation = await openExplanation(form, page, 'Club');
  await expect(explanation.cells('Wholesale').first()).toHaveText(access('no'));
  await explanation.refuse.press('Space');
  await expect(explanation.said(text('signInAccess.effects.loses'))).toContainText(
    text('signInAccess.somewhere.no'),
  );
  await expect(page.getByText(text('signInAccess.notKnown.unset'))).toBeHidden();
});

test('a setting that was never set is not guessed', async ({ form, page }) => {
  const explanation = await openExplanation(form, page, 'Main street');
  await expect(explanation.cells('Main street').first()).toHaveText(access('unknown'));
  await explanation.allow.press('Space');
  await expect(explanation.cells('Main street').first()).toHaveText(changed('unknown', 'yes'));
  await expect(explanation.said(text('signInAccess.effects.mayGain'))).toBeVisible();
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('the explanation needs no scrolling sideways', async ({ form, page }) => {
    const explanation = await openExplanation(form, page, 'Club');
    await explanation.refuse.press('Space');
    await expect(explanation.cells('Club').first()).toHaveText(changed('yes', 'no'));
    await expectNoSidewaysScroll(page, 'narrow sign-in access');
    await checkState(page, 'narrow-sign-in-access');
  });
});
