import AxeBuilder from '@axe-core/playwright';
import { expect, firstPolicyUrl, test } from './fixtures.ts';
import { text } from './texts.ts';

const shop = 'https://shop.example';

test('the page of the policy is checked on demand, and the result is kept', async ({ openAlone, page }) => {
  const form = await openAlone();
  await expect(form.openPolicy).toHaveAttribute('href', firstPolicyUrl);
  await expect(form.openPolicy).toHaveAttribute('target', '_blank');
  await form.checkPolicy.click();
  const fine = page.getByText(text('policyCheck.fine'));
  await expect(fine).toBeVisible();
  await expect(page.getByText(/^Checked (now|\d+ seconds? ago)\.$/)).toBeVisible();
  const again = await openAlone();
  await expect(again.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(fine).toBeVisible();
  await again.policyUrl.fill(`${shop}/another`);
  await expect(fine).toBeHidden();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

for (const [path, words] of [
  ['missing', 'The server answers with error 404, so shoppers may not see this page.'],
  ['home', text('policyCheck.problems.homePage')],
  ['members', text('policyCheck.problems.signIn')],
  ['moved', `It leads to ${shop}/privacy.`],
  ['inside', "169.254.169.254 isn't on the public internet, so shoppers can't reach it."],
  ['insecure', `It leads to http://shop.example/privacy, which doesn't start with https://.`],
] as const)
  test(`what is wrong with /${path} is said beside the field`, async ({ form, page }) => {
    await form.policyUrl.fill(`${shop}/${path}`);
    await form.checkPolicy.click();
    await expect(page.getByText(words)).toBeVisible();
    await expect(form.checkPolicy).toBeFocused();
  });

test('a saved address is checked at once, and a bad one is saved all the same', async ({
  form,
  page,
  store,
}) => {
  await form.savePolicyUrl(`${shop}/missing`);
  await expect(page.getByText('The server answers with error 404')).toBeVisible();
  expect(store.settings.privacy_settings.policy_url).toBe(`${shop}/missing`);
});

test('an address that cannot be saved is not checked', async ({ form, page }) => {
  await form.policyUrl.fill('http://shop.example');
  await expect(form.checkPolicy).toHaveAttribute('aria-disabled', 'true');
  await expect(form.openPolicy).toBeHidden();
  await form.policyUrl.fill('');
  await expect(form.checkPolicy).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(text('policyCheck.fine'))).toBeHidden();
});

test('where too many pages were checked, the field says when to go on', async ({
  browserReports,
  form,
  page,
}) => {
  browserReports.expectFailedLoad(429);
  await page.route('**/policy-checks', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 429,
          headers: { 'Retry-After': '7', 'Content-Type': 'application/problem+json' },
          body: JSON.stringify({ status: 429, code: 'policy_checks_limited', title: '' }),
        })
      : route.continue(),
  );
  await form.checkPolicy.click();
  await expect(page.getByText(/The page wasn't checked\..*7 seconds/)).toBeVisible();
});
