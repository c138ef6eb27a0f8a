import { languageParameter } from '../../lib/api/page-language.ts';
import { expect, newPolicyUrl, test, untilReady } from './fixtures.ts';
import { checkState, expectNoSidewaysScroll } from './states.ts';
import { addStorefronts, overridingId } from './storefront-stores.ts';
import { storefrontsIn } from './storefronts-page.ts';
import { labelOf, text } from './texts.ts';

test("a storefront's page leads to the one before, the one after, and any other", async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  const matrix = storefrontsIn(page);
  await matrix.open();
  // The page of a storefront that was read has its heading at once.
  await matrix.expectAllRead();
  const tabCursor = () =>
    page.getByRole('tab', { selected: true }).evaluate((tab) => getComputedStyle(tab).cursor);
  expect(await tabCursor()).toBe('default');
  await matrix.link('Harbor & Pine Trade').click();
  const ways = page.getByRole('navigation', { name: text('storefront.switcher.label') });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true, level: 2 });
  await checkState(page, 'storefront-switcher');
  expect(await tabCursor(), 'the chosen tab leads back to all storefronts').toBe('pointer');
  await ways
    .getByRole('link', { name: text('storefront.switcher.next', { name: 'Lookbook' }) })
    .press('Enter');
  await expect(heading('Lookbook'), 'the link with the focus is gone').toBeFocused();
  await expect(ways.getByRole('link')).toHaveCount(1);
  await ways
    .getByRole('link', { name: text('storefront.switcher.previous', { name: 'Harbor & Pine Trade' }) })
    .press('Enter');
  await expect(heading('Harbor & Pine Trade')).toBeVisible();
  const choose = ways.getByRole('button', { name: text('storefront.switcher.choose') });
  const search = ways.getByRole('searchbox', { name: text('storefrontPicker.search') });
  await choose.press('Enter');
  await expect(search).toBeFocused();
  await checkState(page, 'storefront-switcher-open');
  await search.press('Escape');
  await expect(choose).toBeFocused();
  await expect(search).toHaveCount(0);
  await choose.press('Enter');
  await search.fill('Café');
  await search.press('Enter');
  await expect(heading('Café Outlet')).toBeVisible();
  await expect(search, 'it is closed there').toHaveCount(0);
  await expect(heading('Café Outlet')).toBeFocused();
  await page.goBack();
  await expect(heading('Harbor & Pine Trade')).toBeFocused();
  await matrix.back.press('Enter');
  await expect(matrix.table).toBeVisible();
  await expect(page.getByRole('tabpanel')).toBeFocused();
});

test('a storefront is compared with another and with the global settings', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  await page.goto(`${world.app.url}/stores/${store.hash}?storefront=${overridingId}`);
  await expect(form.policyUrl).toBeVisible();
  await form.policyUrl.fill(newPolicyUrl);
  const compare = page.getByRole('combobox', { name: text('storefront.compare.label') });
  const choose = (name: string) => compare.selectOption({ label: name });
  const table = (other: string) =>
    page.getByRole('table', {
      name: text('storefront.compare.table', { name: 'Harbor & Pine Trade', other }),
    });
  const row = (other: string, field: 'policyUrl' | 'trackingConsent') =>
    table(other)
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: labelOf(field) }) });
  await choose('Lookbook');
  await expect(row('Lookbook', 'policyUrl')).toContainText(text('storefront.compare.differs'));
  await expect(row('Lookbook', 'policyUrl'), 'what is saved, not the draft').toContainText(
    'trade.shop.example',
  );
  await expect(row('Lookbook', 'trackingConsent').getByRole('cell')).toHaveText([
    text('settings.on'),
    text('settings.on'),
  ]);
  await checkState(page, 'storefront-compared');
  await choose(text('matrix.global'));
  await expect(table(text('matrix.global'))).toContainText(text('matrix.perStorefront'));
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'storefront compared');
  await checkState(page, 'narrow-storefront-compared');
});

test('the ways to other storefronts mark those with unsaved changes', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  const openStorefront = (id: number) => page.goto(`${world.app.url}/stores/${store.hash}?storefront=${id}`);
  const ways = page.getByRole('navigation', { name: text('storefront.switcher.label') });
  const mark = text('drafts.mark');
  await openStorefront(overridingId);
  await form.policyUrl.fill(newPolicyUrl);
  await expect(ways.getByText(mark), 'not its own').toHaveCount(0);
  await ways
    .getByRole('link', { name: text('storefront.switcher.next', { name: 'Lookbook' }) })
    .press('Enter');
  await expect(ways.getByText(mark)).toHaveCount(1);
  await ways.getByRole('button', { name: text('storefront.switcher.choose') }).click();
  await expect(ways.getByRole('listitem').filter({ hasText: mark })).toHaveText(/^Harbor & Pine Trade/);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'storefronts to go to');
  await checkState(page, 'narrow-storefront-switcher');
});

test('no name that BigDesign brings is left in English', async ({ openAlone, page, store, world }) => {
  addStorefronts(store);
  const form = await openAlone();
  // The history has filters once it has an entry.
  await form.policyUrl.fill(newPolicyUrl);
  await form.saveEdits();
  const language = new URLSearchParams({ [languageParameter]: 'de' }).toString();
  for (const query of [`storefront=${overridingId}`, 'view=storefronts', 'view=history']) {
    await page.goto(`${world.app.url}/stores/${store.hash}?${query}&${language}`);
    await untilReady(page);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.getByLabel(/toggle|menu|close|clear|search|next|previous/i)).toHaveCount(0);
  }
});
