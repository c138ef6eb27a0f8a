import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type FrameLocator, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from './find-browser.ts';
import { startWorld } from '../../sandbox/world.ts';
import { beginningOf, text, textWithNumber } from '../e2e/texts.ts';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });

const world = await startWorld({ environment: { LOG_LEVEL: 'warn' } });
const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
const page: Page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
const app: FrameLocator = page.frameLocator('iframe[title="Customer Settings"]');
const { clientId } = world.sandbox.app;
const picture = (name: string) => page.screenshot({ path: `${folder}${name}.png` });
const button = (key: Parameters<typeof text>[0]) => app.getByRole('button', { name: text(key), exact: true });
const tab = (key: Parameters<typeof text>[0]) => app.getByRole('tab', { name: text(key) });

/** The app in the frame of the control panel, or as a page of its own. */
type Shown = Pick<FrameLocator, 'getByRole' | 'getByText' | 'locator'>;

async function ready(shown: Shown = app): Promise<void> {
  await shown.locator('[data-ready="true"]').waitFor({ state: 'attached' });
}

/** Shows the checks, which read the whole store: from then on the number at their tab is that of all findings. */
async function openChecks(shown: Shown = app): Promise<void> {
  await ready(shown);
  await shown.getByRole('tab', { name: /^Checks/ }).click();
  await shown.getByText(textWithNumber('checks.open', 'count')).waitFor();
  await shown.getByText(/^Checking \d+ of \d+ storefronts/).waitFor({ state: 'detached' });
  await shown.getByText(text('checks.loadingFacts')).waitFor({ state: 'detached' });
}

/** The form of the global settings, with all findings counted at the tab of the checks. */
async function openSettings(shown: Shown = app): Promise<void> {
  await openChecks(shown);
  await shown.getByRole('tab', { name: text('views.settings') }).click();
  await shown.getByRole('textbox', { name: 'Privacy policy URL', exact: true }).waitFor();
  await ready(shown);
}

await page.goto(world.sandbox.controlPanelUrl('abc123', `/manage/marketplace/apps/${clientId}`));
await page.getByRole('link', { name: 'Install', exact: true }).click();
await picture('consent-screen');
await page.getByRole('button', { name: 'Confirm' }).click();
await openSettings();
await page.mouse.move(0, 0);
await picture('after-install');

await page.goto(world.sandbox.controlPanelUrl('abc123', `/manage/app/${clientId}`));
await openSettings();
await page.mouse.move(0, 0);
await picture('settings');

await app.getByLabel('Privacy policy URL').fill('http://harborandpine.example/privacy');
await app.getByRole('button', { name: 'Save' }).click();
await app.getByText('Enter a full address that starts with https://').waitFor();
await picture('field-error');

await app.getByLabel('Privacy policy URL').fill('https://harborandpine.example/privacy-2026');
world.sandbox.stores
  .store('abc123')
  .changeSettings({ privacy_settings: { policy_url: 'https://harborandpine.example/policies' } });
await app.getByRole('button', { name: 'Save' }).click();
await app.getByRole('dialog', { name: 'Someone else changed the same settings' }).waitFor();
await picture('changed-elsewhere');
await page.keyboard.press('Escape');
await button('saving.discard').click();
await button('discardDialog.discard').click();

await page.goto(world.sandbox.controlPanelUrl('abc123', `/manage/app/${clientId}`));
await openChecks();
await app.getByRole('tab', { name: 'Storefronts' }).click();
await app.getByRole('row').filter({ hasText: 'Lookbook' }).getByText('Inherited').first().waitFor();
await picture('storefronts');
await app.getByRole('checkbox', { name: 'Select Harbor & Pine Trade' }).check();
await app.getByRole('checkbox', { name: 'Select Lookbook' }).check();
await app.getByRole('button', { name: 'Edit selected' }).click();
const policy = app.getByRole('group', { name: 'Privacy policy URL' });
await policy.getByRole('radio', { name: 'Set to…' }).check();
await policy.getByRole('textbox').fill('https://harborandpine.example/privacy-2026');
await app.getByRole('button', { name: 'Review changes' }).click();
await app.getByRole('heading', { name: /^Review/ }).waitFor();
await picture('bulk-review');

await app.getByRole('button', { name: text('bulk.review.save', { store: 'none', count: 2 }) }).click();
await app.getByRole('heading', { name: text('bulk.result.allSaved', { store: 'none', count: 2 }) }).waitFor();
await button('bulk.result.done').click();

await tab('views.history').click();
const details = app.getByRole('button', { name: beginningOf('history.openDetails', 'name') });
await details.first().click();
await button('restore.action').first().waitFor();
await page.mouse.move(0, 0);
await picture('history');
await button('restore.action').first().click();
await app.getByRole('heading', { name: /^Review/ }).waitFor();
await picture('restore');

await page.goto(world.sandbox.controlPanelUrl('abc123', `/manage/app/${clientId}`));
await openChecks();
await picture('checks');
await tab('views.people').click();
await app.getByText('margaret@harborandpine.example').first().waitFor();
await picture('people');
await app.getByRole('link', { name: text('settingsFile.link') }).click();
await app.getByRole('heading', { name: text('settingsFile.title') }).waitFor();
await page.mouse.move(0, 0);
await picture('export-and-import');

await tab('views.storefronts').click();
await app.getByRole('table').getByRole('link', { name: 'Harbor & Pine Trade', exact: true }).click();
await app.getByRole('textbox', { name: 'Privacy policy URL', exact: true }).waitFor();
await ready();
await page.mouse.move(0, 0);
await picture('storefront');

await app.getByRole('combobox', { name: text('language.label') }).selectOption('de');
await app.getByRole('tab', { name: 'Globale Einstellungen' }).waitFor();
await picture('in-german');
await app.getByRole('combobox', { name: 'Sprache' }).selectOption('en');
await tab('views.settings').click();
await ready();
const alone = await browser.newPage({ viewport: { width: 360, height: 740 } });
await alone.goto(await world.sandbox.callbacks.loadUrl('abc123'));
await openSettings(alone);
await alone.screenshot({ path: `${folder}phone.png` });

await browser.close();
await world.stop();
process.stdout.write(`Pictures are in ${folder}\n`);
