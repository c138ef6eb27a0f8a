import { expect, newPolicyUrl, test } from './fixtures.ts';
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
  await matrix.link('Harbor & Pine Trade').click();
  const ways = page.getByRole('navigation', { name: text('storefront.switcher.label') });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true, level: 2 });
  await checkState(page, 'storefront-switcher');
  await ways
    .getByRole('link', { name: text('storefront.switcher.next', { name: 'Lookbook' }) })
    .press('Enter');
  await expect(heading('Lookbook')).toBeVisible();
  await expect(ways.getByRole('link')).toHaveCount(1);
  await ways
    .getByRole('link', { name: text('storefront.switcher.previous', { name: 'Harbor & Pine Trade' }) })
    .press('Enter');
  await expect(heading('Harbor & Pine Trade')).toBeVisible();
  const choose = ways.getByRole('combobox', { name: text('storefront.switcher.choose') });
  await choose.fill('Café');
  await choose.press('Enter');
  await expect(heading('Café Outlet')).toBeVisible();
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
  const choose = async (name: string) => {
    await compare.click();
    await page.getByRole('option', { name, exact: true }).click();
    await page.mouse.move(0, 0);
  };
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
