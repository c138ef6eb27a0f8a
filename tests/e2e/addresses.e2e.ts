import { createChannel, createUser } from '../../sandbox/sandbox.ts';
import { expect, newPolicyUrl, test } from './fixtures.ts';

const secrets = /signed_payload_jwt|[?&]code=|Fe26\.2/;

test('no address that is shown, told or asked for holds a payload, a code or a session', async ({
  controlPanel,
  store,
  world,
}) => {
  const { form, page } = controlPanel;
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(`${world.app.url}/`)) asked.push(request.url());
  });
  const messages = () =>
    page.evaluate(() => JSON.stringify((window as unknown as { appMessages: unknown[] }).appMessages));

  await controlPanel.install();
  const installed = await messages();
  expect(controlPanel.frame().url()).toBe(`${world.app.url}/stores/${store.hash}`);
  await controlPanel.openApp();
  expect(controlPanel.frame().url()).toBe(`${world.app.url}/stores/${store.hash}`);
  await form.savePolicyUrl(newPolicyUrl);
  await expect(page.locator('#app-messages li').first()).toBeAttached();

  expect(`${installed} ${await messages()}`).not.toMatch(secrets);
  const further = asked.filter((url) => !/\/(auth|load)\?/.test(url));
  expect(further.length).toBeGreaterThan(0);
  expect(further.filter((url) => secrets.test(url))).toEqual([]);
  expect(await controlPanel.frame().evaluate(() => document.referrer)).not.toMatch(secrets);
});

test("a deep link's storefront and field are kept, and nothing else of it", async ({
  controlPanel,
  store,
  world,
}) => {
  store.channels.push(createChannel(2, 'Trade shop', 'catalyst'));
  const link = encodeURIComponent('/anything?storefront=2&field=policy_url&evil=<script>');
  await controlPanel.openApp(`?path=${link}`);
  expect(controlPanel.frame().url()).toBe(
    `${world.app.url}/stores/${store.hash}?storefront=2&field=policy_url`,
  );
});

test('the page says which language it is in', async ({ openAlone, page, store }) => {
  store.users.push(createUser(3, 'Greta Gast', 'greta@shop.example', { locale: 'de-DE' }));
  await openAlone();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await openAlone({ userId: 3 });
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});
