import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { expect, newPolicyUrl, test } from './fixtures.ts';

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('no state scrolls sideways', async ({ browserReports, openAlone, page, store, world }) => {
    store.changeSettings({
      privacy_settings: { policy_url: `https://shop.example/${'very-long-'.repeat(30)}` },
    });
    const form = await openAlone();
    await expectNoSidewaysScroll(page, 'form');
    await checkState(page, 'narrow-form');

    await form.policyUrl.fill('nonsense');
    await form.guestGroup.click();
    await expect(form.options.first()).toBeVisible();
    await expectNoSidewaysScroll(page, 'open list and field error');
    await keepPicture(page, 'narrow-group-picker');
    await form.guestGroup.press('Escape');

    await form.policyUrl.fill(newPolicyUrl);
    await form.discard.click();
    await expect(form.dialog).toBeVisible();
    await expectNoSidewaysScroll(page, 'dialog');
    await keepPicture(page, 'narrow-dialog');
    await form.keepEditing.click();

    store.changeSettings({ privacy_settings: { policy_url: 'https://shop.example/from-elsewhere' } });
    browserReports.expectFailedLoad(412);
    await form.save.click();
    await expect(form.conflict.dialog).toBeVisible();
    await expectNoSidewaysScroll(page, 'conflict');
    await checkState(page, 'narrow-conflict');
    await form.conflict.keepMine();
    await expect(form.saved).toBeVisible();
    await expectNoSidewaysScroll(page, 'saved');
    await expect(form.saved.locator('wbr').first(), 'an address breaks at its slashes').toBeAttached();
    await keepPicture(page, 'narrow-saved');

    await page.goto(world.app.url);
    await expectNoSidewaysScroll(page, 'outside');
  });
});

test.describe('zoomed to 200 %', () => {
  test.use({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });

  test('everything is in reach', async ({ form, page }) => {
    await expectNoSidewaysScroll(page, 'zoomed form');
    await form.newCustomerGroup.click();
    await expect(form.options.first()).toBeInViewport();
    await form.options.filter({ hasText: 'Loyalty' }).click();
    await expect(form.newCustomerGroup).toHaveValue('Loyalty');
    await checkState(page, 'zoomed-form');
    await form.saveEdits();
  });
});

test('who asked for less motion gets none', async ({ openAlone, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const form = await openAlone();
  await form.trackingConsent.uncheck();
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .flatMap((element) => [getComputedStyle(element), getComputedStyle(element, '::before')])
      .flatMap((style) => [style.transitionDuration, style.animationDuration])
      .filter((durations) => durations.split(',').some((duration) => parseFloat(duration) > 0.001)),
  );
  expect(moving).toEqual([]);
});

test('in forced colours the switches and fields keep their edges', async ({ openAlone, page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const form = await openAlone();
  await form.trackingConsent.focus();
  await keepPicture(page, 'forced-colours');
  const outline = await form.trackingConsent.evaluate((input) => {
    const drawn = input.nextElementSibling;
    return drawn === null ? '' : getComputedStyle(drawn).outlineStyle;
  });
  expect(outline).toBe('solid');
});
