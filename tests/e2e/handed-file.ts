import type { FrameLocator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { beginningOf, text } from './texts.ts';

/** @returns the text of a file that the app handed out, as the app shows it beside the download */
export async function readTextOf(app: FrameLocator | Page, name: RegExp): Promise<string> {
  await expect(app.getByRole('status').filter({ hasText: name })).toContainText(
    beginningOf('handedFile.handed', 'name'),
  );
  await app.getByRole('button', { name: text('handedFile.show') }).click();
  return app.getByRole('textbox', { name }).inputValue();
}
