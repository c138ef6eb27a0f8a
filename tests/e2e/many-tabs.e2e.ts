import { createChannel } from '../../sandbox/sandbox.ts';
import { expect, installedBeforehand, newPolicyUrl, test, untilReady } from './fixtures.ts';
import { formPageIn } from './form-page.ts';
import { text } from './texts.ts';

/** A browser opens so many connections to one server over HTTP/1.1. */
const tabs = 6;
const firstId = 5_001;
const storefronts = 120;

test('a save is answered at once while six tabs read the rows of slow storefronts', async ({
  browserReports: _watching,
  context,
  page,
  store,
  world,
}) => {
  for (let index = 0; index < storefronts; index += 1)
    store.channels.push(createChannel(firstId + index, `Shop ${index + 1}`, 'bigcommerce'));
  await installedBeforehand(world, store);
  const match = { storeHash: store.hash, method: 'GET', path: '/v3/customers/settings/channels/' };
  world.sandbox.faults.add({ kind: 'latency', ms: 3_000, match });
  const others = await Promise.all(Array.from({ length: tabs - 1 }, () => context.newPage()));
  for (const tab of [page, ...others]) {
    await tab.goto(await world.sandbox.callbacks.loadUrl(store.hash));
    await untilReady(tab);
  }
  for (const tab of others) {
    await tab.getByRole('tab', { name: text('views.storefronts') }).click();
    await expect(tab.getByText(/Checking storefronts… \d+ of 120/)).toBeVisible();
  }
  const form = formPageIn(page);
  await page.bringToFront();
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toBeVisible({ timeout: 5_000 });
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});
