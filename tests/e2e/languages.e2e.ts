import type { Page } from '@playwright/test';
import { expect, newPolicyUrl, staffId, test, untilReady } from './fixtures.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { addStorefronts } from './storefront-stores.ts';
import { text, textsIn, translations } from './texts.ts';

const chooserIn = (page: Page) => page.locator('header select');

async function choose(page: Page, language: string): Promise<void> {
  await chooserIn(page).selectOption(language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

for (const language of translations) {
  test(`opens, saves and shows an error in ${language}`, async ({
    openAlone,
    browserReports,
    page,
    store,
  }) => {
    const t = textsIn(language);
    await openAlone();
    const policyUrl = () => page.getByRole('textbox', { name: t('settings.policyUrl.label'), exact: true });
    const save = () => page.getByRole('button', { name: t('saving.save'), exact: true });

    // The edits from before the choice are kept.
    await page.getByRole('textbox', { name: text('settings.policyUrl.label') }).fill('http:/x');
    await choose(page, language);
    await expect(policyUrl()).toHaveValue('http:/x');
    await expect(page.getByText(t('drafts.count', { count: 1 }))).toBeVisible();

    await save().click();
    await expect(page.getByText(t('validation.policy_url_not_absolute_https'))).toBeVisible();
    await checkState(page, `language-${language}-field-error`);

    await policyUrl().fill(newPolicyUrl);
    await save().click();
    const saved = page.getByRole('status').filter({ hasText: t('saving.savedTitle') });
    await expect(saved).toBeVisible();
    expect(store.settings).toMatchObject({ privacy_settings: { policy_url: newPolicyUrl } });

    store.changeSettings({ privacy_settings: { policy_url: 'https://shop.example/elsewhere' } });
    browserReports.expectFailedLoad(412);
    await policyUrl().fill('https://shop.example/mine');
    await save().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await keepPicture(page, `language-${language}-conflict`);
    await page.keyboard.press('Escape');

    // A reload has no session that names the person; opening the app again has.
    await page.reload();
    await untilReady(page);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(policyUrl()).toBeVisible();
    await openAlone();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(chooserIn(page)).toHaveValue(language);
  });

  test(`history and storefronts fit at 320 pixels in ${language}`, async ({ openAlone, page, store }) => {
    const t = textsIn(language);
    addStorefronts(store);
    await openAlone();
    await choose(page, language);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page, `form in ${language}`);
    for (const view of ['storefronts', 'history'] as const) {
      await page.getByRole('tab', { name: t(`views.${view}`) }).click();
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
      await expectNoSidewaysScroll(page, `${view} in ${language}`);
      await keepPicture(page, `language-${language}-${view}`);
    }
  });
}

test('a language that did not load changes nothing and can be chosen again', async ({
  openAlone,
  browserReports,
  page,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  browserReports.expectFailedLoad(503);
  await page.route('**/language', (route) => route.fulfill({ status: 503 }), { times: 1 });
  await chooserIn(page).selectOption('de');
  await expect(page.getByText(text('language.failed'))).toBeVisible();
  await expect(chooserIn(page)).toHaveValue('en');
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await choose(page, 'de');
});

test("one person's language is nobody else's", async ({ openAlone, page }) => {
  await openAlone();
  await choose(page, 'uk');
  await openAlone({ userId: staffId });
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test.describe('in a browser that prefers Portuguese', () => {
  test.use({ locale: 'pt-PT' });

  test('pages without a session speak it', async ({ page, world, browserReports }) => {
    browserReports.expectFailedLoad(400);
    const t = textsIn('pt-BR');
    await page.goto(world.app.url);
    await expect(page.getByRole('heading', { name: t('pages.outsideTitle') })).toBeVisible();
    await page.goto(`${world.app.url}/load`);
    await expect(page.getByRole('heading', { name: t('errors.payload_missing.title') })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR');
  });
});
