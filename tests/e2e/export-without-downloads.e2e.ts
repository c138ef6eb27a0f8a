import type { Page } from '@playwright/test';
import { addChanges } from '../harness/change-rows.ts';
import { type ControlPanel, expect, ownerId, test } from './fixtures.ts';
import { readTextOf } from './handed-file.ts';
import { checkState, keepPicture } from './states.ts';
import { text } from './texts.ts';

const frame = 'iframe[title="Customer Settings"]';
const mayDo = 'allow-scripts allow-same-origin allow-forms allow-popups';

/** Lets the control panel show the app in a frame that may save no files. */
async function forbidDownloads(page: Page): Promise<void> {
  await page.addInitScript((permissions) => {
    if (window !== window.top) return;
    document.addEventListener('DOMContentLoaded', () => {
      const appFrame = document.querySelector('iframe');
      if (appFrame === null) return;
      // A frame obeys the permissions that it had when it was inserted.
      const sandboxed = document.createElement('iframe');
      for (const { name, value } of appFrame.attributes) sandboxed.setAttribute(name, value);
      sandboxed.sandbox.value = permissions;
      appFrame.replaceWith(sandboxed);
    });
  }, mayDo);
}

async function openWithoutDownloads(controlPanel: ControlPanel): Promise<Page> {
  const { page } = controlPanel;
  await forbidDownloads(page);
  await controlPanel.openApp();
  page.on('download', () => expect.soft('a download').toBe('impossible in this frame'));
  return page;
}

test('settings are exported as text where the frame may save no files', async ({
  browserReports,
  controlPanel,
  store,
}) => {
  browserReports.expectLine(/^Download is disallowed/);
  browserReports.expectLine(/^Permissions policy violation: The Clipboard API/);
  const page = await openWithoutDownloads(controlPanel);
  const { app } = controlPanel;
  await app.getByRole('link', { name: text('settingsFile.link') }).click();
  await app.getByRole('button', { name: text('settingsFile.exportAction') }).click();
  const shown = await readTextOf(app, new RegExp(`customer-settings-${store.hash}-.*\\.json`));
  expect(JSON.parse(shown)).toMatchObject({ schema_version: 1, store: { hash: store.hash } });
  await expect(app.getByRole('textbox', { name: /\.json/ })).toBeFocused();
  await app.getByRole('button', { name: text('handedFile.copy') }).click();
  const selected = () =>
    controlPanel.frame().evaluate(() => {
      const { activeElement: area } = document;
      return area instanceof HTMLTextAreaElement ? area.selectionEnd - area.selectionStart : 0;
    });
  await expect(app.getByRole('status').filter({ hasText: text('handedFile.byHand') })).toBeVisible();
  expect(await selected()).toBe(shown.length);
  await page.mouse.move(0, 0);
  await checkState(page, 'export-without-downloads', frame);
  await page.setViewportSize({ width: 320, height: 640 });
  await keepPicture(page, 'export-without-downloads-narrow');
});

test('the history is exported as text where the frame may save no files', async ({
  browserReports,
  controlPanel,
  store,
  world,
}) => {
  browserReports.expectLine(/^Download is disallowed/);
  await openWithoutDownloads(controlPanel);
  const { app } = controlPanel;
  const author = { userId: ownerId, email: 'owner@shop.example', role: 'owner' } as const;
  await addChanges(world, store.hash, [{ author, createdAt: Date.UTC(2026, 0, 5, 12), note: 'spring' }]);
  await app.getByRole('tab', { name: text('views.history') }).click();
  await app.getByRole('button', { name: text('history.export.csv') }).click();
  expect(await readTextOf(app, /customer-settings-history-.*\.csv/)).toMatch(/^time \(UTC\),user,[^]*spring/);
});
