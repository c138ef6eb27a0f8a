import { describe, expect, it } from 'vitest';
import { type Page, pageSize, readPages, toPage } from '@/lib/bigcommerce/read-pages';

interface Item {
  id: number;
}

const items = (...ids: number[]): Item[] => ids.map((id) => ({ id }));

/** A list of these pages, and the numbers of those that were read. */
function listOf(pages: Page<Item>[]) {
  const read: number[] = [];
  const readPage = (page: number): Promise<Page<Item>> => {
    read.push(page);
    return Promise.resolve(pages[page - 1] ?? { items: [], last: true });
  };
  return { read, readPage };
}

describe('readPages', () => {
  it('reads until the last page and no further', async () => {
    const { read, readPage } = listOf([
      { items: items(1), last: false },
      { items: items(2), last: true },
      { items: items(3), last: true },
    ]);
    const { items: found, complete } = await readPages(readPage, { mostPages: 9 });
    expect([found, complete, read]).toEqual([items(1, 2), true, [1, 2]]);
  });

  it('reads no more pages than it may, several at once included', async () => {
    const endless = { items: items(1), last: false };
    const { read, readPage } = listOf([endless, endless, endless, endless]);
    const { complete } = await readPages(readPage, { mostPages: 4, pagesAtOnce: 2 });
    expect([complete, read]).toEqual([false, [1, 2, 3, 4]]);
  });

  it('keeps an item once that two pages hold, and says that the pages disagree', async () => {
    const { readPage } = listOf([
      { items: items(1, 2), last: false, total: 3 },
      { items: items(2, 3), last: true, total: 4 },
    ]);
    const { items: found, consistent } = await readPages(readPage, { mostPages: 9 });
    expect([found, consistent]).toEqual([items(1, 2, 3), false]);
  });
});

describe('toPage', () => {
  const full = Array.from({ length: pageSize }, (_, id) => ({ id }));

  it.each([
    ['the number of pages says so', items(1), { total: 9, total_pages: 2 }, 2, true],
    ['more pages are named', items(1), { total: 9, total_pages: 3 }, 2, false],
    ['it is empty, whatever is named', items(), { total: 9, total_pages: 3 }, 2, true],
    ['nothing is named and it is not full', items(1), null, 1, true],
    ['nothing is named and it is full', full, null, 1, false],
  ])('knows the last page where %s', (_case, found, pagination, page, last) => {
    expect(toPage(found, { pagination }, page).last).toBe(last);
  });
});
