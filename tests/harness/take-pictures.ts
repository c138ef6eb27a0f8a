import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type FrameLocator, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from './find-browser.ts';
import { startWorld } from '../../sandbox/world.ts';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });

const world = await startWorld({ environment: { LOG_LEVEL: 'warn' } });
const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
const page: Page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
const app: FrameLocator = page.frameLocator('iframe[title="Customer Settings"]');
const { clientId } = world.sandbox.app;
const picture = (name: string) => page.screenshot({ path: `${folder}${name}.png` });
const ready = () => app.locator('[data-ready="true"]').waitFor({ state: 'attached' });

await page.goto(world.sandbox.controlPanelUrl('abc123', `/manage/marketplace/apps/${clientId}`));
await page.getByRole('link', { name: 'Install', exact: true }).click();
await picture('consent-screen');
await page.getByRole('button', { name: 'Confirm' }).click();
await ready();
await picture('after-install');

await page.goto(world.sandbox.controlPanelUrl('abc123', `/manage/app/${clientId}`));
await ready();
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

await page.goto(world.sandbox.controlPanelUrl('abc123', `/manage/app/${clientId}`));
await ready();
await app.getByRole('tab', { name: 'Storefronts' }).click();
await app
  .getByRole('row', { name: /Lookbook/ })
  .getByText('Inherited')
  .first()
  .waitFor();
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

const trade = encodeURIComponent('/?storefront=1024801');
await page.goto(world.sandbox.controlPanelUrl('abc123', `/manage/app/${clientId}?path=${trade}`));
await ready();
await picture('storefront');

await browser.close();
await world.stop();
process.stdout.write(`Pictures are in ${folder}\n`);
