import type { Page } from '@playwright/test';
import { bulkPageIn } from './bulk-page.ts';
import { addStorefronts, outletId, policyUrlOf } from './bulk-stores.ts';
import { expect, firstPolicyUrl, newPolicyUrl, test } from './fixtures.ts';
import { historyIn } from './history-page.ts';
import { beginningOf, labelOf, text } from './texts.ts';

const elsewhere = 'https://shop.example/elsewhere';

/** Does what browsers do that translate a page: every text is taken out, and stands anew within a `<font>`. */
async function translatePage(page: Page): Promise<void> {
  await page.evaluate(() => {
    function translate(root: Node) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Node[] = root.nodeType === Node.TEXT_NODE ? [root] : [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const node of texts) {
        const { parentElement: parent, textContent } = node;
        if (parent?.closest('font, script, style, noscript') !== null || textContent?.trim() === '') continue;
        const font = document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
        font.textContent = textContent;
        parent.replaceChild(font, node);
      }
    }
    translate(document.body);
    new MutationObserver((records) => {
      for (const { target, addedNodes, type } of records) {
        if (type === 'characterData') translate(target);
        for (const node of addedNodes) if (node.isConnected) translate(node);
      }
    }).observe(document.body, { characterData: true, childList: true, subtree: true });
  });
}

async function expectNoCrash(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: text('pages.errorTitle') })).toHaveCount(0);
}

test('a translated page edits, discards, saves, undoes and settles a conflict', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  const form = await openAlone();
  await translatePage(page);
  await form.policyUrl.fill('no address');
  await form.save.click();
  await expect(form.policyUrl).toBeFocused();
  await form.discard.click();
  await form.dialog.getByRole('button', { name: text('discardDialog.discard') }).click();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);

  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toBeVisible();
  await form.undo.click();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);

  await form.policyUrl.fill(newPolicyUrl);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: beginningOf('conflictDialog.mine', 'value') }).check();
  await dialog.getByRole('button', { name: text('conflictDialog.save') }).click();
  await expect(form.saved).toBeVisible();
  await expectNoCrash(page);
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('every view of a translated page works, a bulk change and a restore included', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  await translatePage(page);
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet']);
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await bulk.save(2);
  await expect(bulk.allSaved(2)).toBeFocused();
  expect(policyUrlOf(store, outletId)).toBe(newPolicyUrl);
  await bulk.done.click();
  await page.getByRole('link', { name: 'Outlet', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Outlet', level: 2 })).toBeVisible();
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  await expect(
    page.getByRole('heading', { name: text('settingsFile.exportTitle'), exact: true }),
  ).toBeVisible();

  const history = historyIn(page);
  await history.openFilled();
  await history.restoreNewest();
  await bulk.save(2);
  await expect(bulk.allSaved(2)).toBeFocused();
  expect(policyUrlOf(store, outletId)).toBeNull();
  await bulk.done.click();
  await page.getByRole('tab', { name: text('views.settings') }).click();
  await expect(page.getByRole('textbox', { name: labelOf('policyUrl') })).toHaveValue(firstPolicyUrl);
  await expectNoCrash(page);
});
