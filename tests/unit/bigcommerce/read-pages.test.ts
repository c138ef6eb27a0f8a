import { describe, expect, it } from 'vitest';
import { type Page, readFirstPage, readPages, toPage } from '@/lib/bigcommerce/read-pages';

interface Item {
  id: number;
}

const items = (from: number, count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: from + index }));

const pageOf = (found: Item[], named: Partial<Page<Item>> = {}): Page<Item> => ({
  items: found,
  entries: found.length,
  ...named,
});

/** A list of these pages, and the numbers of those that were read. */
function listOf(pages: Page<Item>[]) {
  const read: number[] = [];
  const readPage = (page: number): Promise<Page<Item>> => {
    read.push(page);
    return Promise.resolve(pages[page - 1] ?? pageOf([]));
  };
  return { read, readPage };
}

/** A list of so many items from a server that sends no more than `most` on a page. */
function cappedList(count: number, most: number, named: Partial<Page<Item>> = {}) {
  const all = items(1, count);
  const pages = Array.from({ length: Math.ceil(count / most) }, (_, index) =>
    pageOf(all.slice(index * most, (index + 1) * most), named),
  );
  return { all, ...listOf(pages) };
}

describe('readPages', () => {
  it.each([1, 3, 9])('makes no further call for %d items', async (count) => {
    const { all, read, readPage } = cappedList(count, 250);
    expect(await readPages(readPage, { mostPages: 9 })).toMatchObject({ items: all, complete: true });
    expect(read).toEqual([1]);
    expect(await readFirstPage(readPage)).toMatchObject({ complete: true });
  });

  it.each([
    [120, 50],
    [100, 50],
    [75, 25],
    [30, 10],
    [600, 250],
    [500, 250],
  ])('reads all of %d items from a server that sends %d a page and names no total', async (count, most) => {
    const { all, readPage } = cappedList(count, most);
    const options = { mostPages: 80, pagesAtOnce: 4 };
    expect(await readPages(readPage, options)).toMatchObject({ items: all, complete: true });
    expect((await readFirstPage(readPage)).complete).toBe(false);
  });

  it.each([
    ['the total', { total: 120 }],
    ['the total, of pages of another size', { total: 120, totalPages: 1 }],
    ['the number of pages', { totalPages: 3 }],
  ])('reads as far as %s says, and no further', async (_case, named) => {
    const { all, read, readPage } = cappedList(120, 50, named);
    expect(await readPages(readPage, { mostPages: 9 })).toMatchObject({ items: all, complete: true });
    expect(read).toEqual([1, 2, 3]);
  });

  it('ends at an empty page, whatever total is named', async () => {
    const { read, readPage } = cappedList(20, 20, { total: 25 });
    expect(await readPages(readPage, { mostPages: 9 })).toMatchObject({ complete: true });
    expect(read).toEqual([1, 2]);
  });

  it('reads no more pages than it may, several at once included', async () => {
    const { read, readPage } = cappedList(5_000, 250);
    const { complete } = await readPages(readPage, { mostPages: 4, pagesAtOnce: 2 });
    expect([complete, read]).toEqual([false, [1, 2, 3, 4]]);
  });

  it('keeps an item once that two pages hold, and says that the pages disagree', async () => {
    const { readPage } = listOf([pageOf(items(1, 2), { total: 3 }), pageOf(items(2, 2), { total: 4 })]);
    const { items: found, consistent } = await readPages(readPage, { mostPages: 9 });
    expect([found, consistent]).toEqual([items(1, 3), false]);
  });

  it('is not complete where an entry could not be read', async () => {
    const { readPage } = listOf([toPage({ items: items(1, 2), unreadable: 1 }, null)]);
    expect(await readPages(readPage, { mostPages: 9 })).toMatchObject({
      items: items(1, 2),
      complete: false,
    });
  });
});
