import { bulkPageIn } from './bulk-page.ts';
import { addStorefronts } from './bulk-stores.ts';
import { expect, newPolicyUrl, test } from './fixtures.ts';
import { text } from './texts.ts';

const app = text('app.title');
const titleOf = (name: string) => text('titles.page', { name, app });
const titleOfPart = (part: string | RegExp, view: 'settings' | 'storefronts' | 'history') =>
  text('titles.part', { part: String(part), name: text(`views.${view}`), app });

test('the title names each view', async ({ form, openAlone, page, store }) => {
  await expect(page).toHaveTitle(titleOf(text('views.onlySettings')));
  addStorefronts(store);
  await openAlone();
  for (const view of ['settings', 'storefronts', 'checks', 'history', 'people'] as const) {
    await form.tab(view).click();
    await expect(page).toHaveTitle(titleOf(text(`views.${view}`)));
  }
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  await expect(page).toHaveTitle(titleOfPart(text('settingsFile.title'), 'settings'));
  await page.goBack();
  await expect(page).toHaveTitle(titleOf(text('views.people')));
});

test('the title names the storefront and the step that are open', async ({ beginBulk, page, store }) => {
  addStorefronts(store);
  const bulk = await beginBulk(['Main street', 'Outlet']);
  await expect(page).toHaveTitle(titleOfPart(text('bulk.choose.title', { count: 2 }), 'storefronts'));
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await expect(page).toHaveTitle(titleOfPart(text('bulk.review.title', { count: 2 }), 'storefronts'));
  await bulk.back.click();
  await bulk.cancel.click();
  await expect(page).toHaveTitle(titleOf(text('views.storefronts')));

  await page.getByRole('link', { name: 'Outlet', exact: true }).click();
  await expect(page).toHaveTitle(titleOfPart('Outlet', 'storefronts'));
  await page.reload();
  await expect(page).toHaveTitle(titleOfPart('Outlet', 'storefronts'));
  await page.getByRole('link', { name: text('storefront.back') }).click();
  await expect(page).toHaveTitle(titleOf(text('views.storefronts')));
});

test('the title names an entry of the history and its restore', async ({ form, history, page }) => {
  await form.savePolicyUrl(newPolicyUrl);
  await history.openFilled();
  await history.entries.getByRole('link', { name: text('history.link') }).click();
  const time = /, .*\d.*/;
  await expect(page).toHaveTitle(
    new RegExp(`^${text('history.wholeStore')}${time.source} · ${text('views.history')} · ${app}$`),
  );
  await history.restoreNewest();
  const bulk = bulkPageIn(page);
  await expect(page).toHaveTitle(titleOfPart(text('bulk.review.title', { count: 1 }), 'history'));
  await bulk.back.click();
  await expect(page).toHaveTitle(new RegExp(`^${text('history.wholeStore')}${time.source}`));
});

test('the title of a refusal says what happened', async ({ browserReports, page, world }) => {
  browserReports.expectFailedLoad(404);
  await page.goto(`${world.app.url}/there-is-no-such-page`);
  await expect(page).toHaveTitle(titleOf(text('pages.notFoundTitle')));
});
