import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { findBrowser } from '../harness/find-browser.ts';
import { partitionedStorage } from './browser-features.ts';
import { controlPanelOf, expect, newPolicyUrl, test, untilReady } from './fixtures.ts';

/** The `Set-Cookie` headers of all that the app answers. */
function watchCookies(context: BrowserContext, appUrl: string): () => Promise<string[]> {
  const answers: Promise<string[]>[] = [];
  context.on('response', (response) => {
    if (response.url().startsWith(appUrl)) answers.push(response.headerValues('set-cookie'));
  });
  return async () => (await Promise.all(answers)).flat();
}

test('with third-party cookies blocked the app installs, saves and reloads', async ({
  browserReports,
  launchOptions,
  playwright,
  store,
  world,
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'strict-browser-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), '{"profile":{"cookie_controls_mode":1}}');
  const context = await playwright.chromium.launchPersistentContext(profile, {
    ...launchOptions,
    executablePath: findBrowser(),
    args: [...(launchOptions.args ?? []), ...partitionedStorage],
  });
  browserReports.watch(context);
  const cookies = watchCookies(context, world.app.url);
  const controlPanel = controlPanelOf(world, await context.newPage(), store);
  const { app, form } = controlPanel;

  await controlPanel.install();
  const stored = await controlPanel.frame().evaluate(() => {
    document.cookie = 'probe=1';
    return document.cookie;
  });
  expect(stored, 'this browser blocks third-party cookies').toBe('');

  await form.submitPolicyUrl(newPolicyUrl);
  await expect(form.saved).toContainText(newPolicyUrl);
  await controlPanel.reloadFrame();
  await untilReady(app);
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  expect(await cookies()).toEqual([]);
  expect((await context.cookies()).filter(({ domain }) => domain === 'localhost')).toEqual([]);
  await context.close();
  rmSync(profile, { recursive: true });
});

test('where cookies would be allowed the app sets none', async ({ openAlone, page, world }) => {
  const cookies = watchCookies(page.context(), world.app.url);
  const form = await openAlone();
  await form.savePolicyUrl(newPolicyUrl);
  expect(await cookies()).toEqual([]);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(await page.context().cookies(world.app.url)).toEqual([]);
});

test('with all storage denied the app saves, and after a reload it says how to open it', async ({
  browserReports,
  launchOptions,
  playwright,
  store,
  world,
}) => {
  const browser = await playwright.chromium.launch({ ...launchOptions, executablePath: findBrowser() });
  const context = await browser.newContext();
  browserReports.watch(context);
  const controlPanel = controlPanelOf(world, await context.newPage(), store);
  const { form } = controlPanel;
  await controlPanel.openApp();
  const denied = await controlPanel.frame().evaluate(() => {
    try {
      return window.sessionStorage.length;
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(denied, 'this browser denies storage').toBe('SecurityError');

  await form.submitPolicyUrl(newPolicyUrl);
  await expect(form.saved).toContainText(newPolicyUrl);
  await controlPanel.reloadFrame();
  await expect(form.error('session_missing')).toBeVisible();
  await controlPanel.openApp();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await browser.close();
});
