import { writeFile } from 'node:fs/promises';
import { findWebKit } from '../harness/find-browser.ts';
import type { Store } from '../../sandbox/sandbox.ts';
import type { World } from '../../sandbox/world.ts';
import { openWebKit, type WebKitPage } from '../harness/webkit-page.ts';
import { expect, firstPolicyUrl, installedBeforehand, newPolicyUrl, test as base } from './fixtures.ts';
import { labelOf, text } from './texts.ts';

// The main flow and the differences of WebKit, the engine of Safari: in WebKitGTK, by W3C WebDriver, with the app as the
// top page. Debian has no WebKit that Playwright can drive.

/** WebDriver's characters for keys. */
const keys = { enter: '\ue007', control: '\ue009' };

const test = base.extend<{ webKit: WebKitPage }>({
  webKit: async ({ browserName: _none }, provide, testInfo) => {
    const programs = findWebKit();
    if (programs === null) throw new Error('the project of these tests is there only where WebKit is');
    const webKit = await openWebKit(programs);
    await provide(webKit);
    if (testInfo.status !== testInfo.expectedStatus || process.env.SCREENSHOTS)
      await writeFile(testInfo.outputPath('webkit.png'), await webKit.screenshot());
    await webKit.stop();
  },
});

/** A control by its accessible name, as a person finds it: each action waits until it is there. */
function control(webKit: WebKitPage, selector: string, name: string) {
  const found = () => webKit.find(selector, name);
  return {
    click: () => expect(async () => webKit.click(await found())).toPass(),
    expectValue: (value: string) =>
      expect.poll(async () => webKit.property(await found(), 'value').catch(String)).toBe(value),
  };
}

function formIn(webKit: WebKitPage) {
  return {
    policyUrl: control(webKit, 'input[type="text"]', labelOf('policyUrl')),
    guestGroup: control(webKit, '[role="combobox"]', labelOf('guestCustomerGroupId')),
    save: control(webKit, 'button', text('saving.save')),
    async untilReady() {
      await expect
        .poll(() => webKit.evaluate<boolean>(`return document.querySelector('[data-ready="true"]') !== null`))
        .toBe(true);
    },
    /** Waits until words stand on the page. */
    expectText: (words: string) =>
      expect.poll(() => webKit.evaluate<string>('return document.body.innerText')).toContain(words),
    /** Replaces the address by typing. */
    async typePolicyUrl(address: string) {
      await this.policyUrl.click();
      await webKit.press(keys.control, 'a');
      await webKit.type(address);
    },
  };
}

/** Opens the app, installed beforehand, at a place of it. */
async function openForm(webKit: WebKitPage, world: World, store: Store, query = '') {
  await installedBeforehand(world, store);
  const form = formIn(webKit);
  await webKit.goTo(await world.sandbox.callbacks.loadUrl(store.hash, undefined, { url: `/${query}` }));
  await form.untilReady();
  return form;
}

test('install, edit, error, save, reload with a draft', async ({ store, webKit, world }) => {
  const form = formIn(webKit);
  await webKit.goTo(world.sandbox.callbacks.authUrl(store.hash));
  await form.untilReady();
  await form.policyUrl.expectValue(firstPolicyUrl);

  await form.typePolicyUrl('http://shop.example/');
  await form.save.click();
  await form.expectText(text('validation.policy_url_not_absolute_https'));
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);

  await form.typePolicyUrl(newPolicyUrl);
  await form.save.click();
  await form.expectText(text('saving.savedTitle'));
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);

  await form.typePolicyUrl(firstPolicyUrl);
  await form.expectText(text('drafts.count', { count: 1 }));
  await webKit.reload();
  await form.untilReady();
  await form.expectText(text('saving.restoredTitle'));
  await form.policyUrl.expectValue(firstPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('a press into the group field selects its text, so that typing replaces it', async ({
  store,
  webKit,
  world,
}) => {
  const form = await openForm(webKit, world, store);
  await form.guestGroup.expectValue('Retail');
  await form.guestGroup.click();
  await webKit.type('tra');
  await form.guestGroup.expectValue('tra');
  await webKit.press(keys.enter);
  await form.guestGroup.expectValue('Trade');
});

/** Whether the page looks the same without the text of a field of a day, the first or the second. */
async function looksEmpty(webKit: WebKitPage, index: 0 | 1): Promise<boolean> {
  const before = await webKit.screenshot();
  await webKit.evaluate(
    `document.querySelectorAll('input[type="date"]')[arguments[0]].dataset.hidden = '';
     const sheet = new CSSStyleSheet();
     sheet.replaceSync('[data-hidden]::-webkit-datetime-edit { visibility: hidden !important }');
     document.adoptedStyleSheets = [sheet];`,
    index,
  );
  const without = await webKit.screenshot();
  await webKit.evaluate(
    `document.querySelector('[data-hidden]').removeAttribute('data-hidden');
     document.adoptedStyleSheets = [];`,
  );
  return before.equals(without);
}

test('a day that is not chosen looks empty', async ({ store, webKit, world }) => {
  const form = await openForm(webKit, world, store);
  await form.typePolicyUrl(newPolicyUrl);
  await form.save.click();
  await form.expectText(text('saving.savedTitle'));
  await openForm(webKit, world, store, '?view=history&from=2020-01-05');
  const days = `return [...document.querySelectorAll('input[type="date"]')].map(({ value }) => value)`;
  await expect.poll(() => webKit.evaluate<string[]>(days)).toEqual(['2020-01-05', '']);
  await form.expectText(text('history.shown', { count: 1 }));
  // The bar of the page that was just scrolled fades meanwhile.
  await expect.poll(() => looksEmpty(webKit, 1)).toBe(true);
  expect(await looksEmpty(webKit, 0)).toBe(false);
});
