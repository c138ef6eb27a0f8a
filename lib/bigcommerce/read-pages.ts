import type { ListMeta, ReadList } from './answer-shapes';

/** The most items on one page of BigCommerce. */
export const pageSize = 250;

export interface Page<Item> {
  items: Item[];
  /** The number of entries on the page, unreadable ones included. */
  entries: number;
  /** The number of entries on all pages; `undefined` where the response lacks it. */
  total?: number | undefined;
  totalPages?: number | undefined;
}

/** @param meta `null` for V2, which has none */
export function toPage<Item>(list: ReadList<Item>, meta: ListMeta): Page<Item> {
  const { total, total_pages: totalPages } = meta?.pagination ?? {};
  const { items, unreadable } = list;
  return {
    items,
    entries: items.length + unreadable,
    total: total ?? undefined,
    totalPages: totalPages ?? undefined,
  };
}

/** A page with fewer entries than this is the last one, also where a server sends shorter pages than requested. */
const fewestEntriesOfFullPage = 10;

function isLast({ entries, total, totalPages }: Page<unknown>, number: number, seen: number): boolean {
  if (entries === 0) return true;
  // A total below the number of entries that were read is wrong: then a page that is not full is the last one.
  if (total !== undefined) return seen > total ? entries < pageSize : seen === total;
  if (totalPages !== undefined) return number >= totalPages;
  return entries < fewestEntriesOfFullPage;
}

function reachesEnd(pages: readonly Page<unknown>[]): boolean {
  let seen = 0;
  return pages.some((page, index) => {
    seen += page.entries;
    return isLast(page, index + 1, seen);
  });
}

export interface ReadPagesOptions {
  /** The most pages that are read. */
  mostPages: number;
  /** Pages requested at once after a first one that is full. */
  pagesAtOnce?: number;
}

export interface PagesRead<Item> {
  /** The items in the order of the pages, each once: pages overlap where an item was added or removed meanwhile. */
  items: Item[];
  /** Whether the last page was reached and every entry could be read. */
  complete: boolean;
  /**
   * Whether all pages had the same total, so that no item was skipped because others were added or removed meanwhile.
   */
  consistent: boolean;
}

function toList<Item extends { id: number }>(pages: readonly Page<Item>[]): PagesRead<Item> {
  const items = pages.flatMap((page) => page.items);
  const totals = pages.filter(({ entries }) => entries > 0).map(({ total }) => total);
  return {
    items: [...new Map(items.map((item) => [item.id, item])).values()],
    complete: reachesEnd(pages) && pages.every((page) => page.entries === page.items.length),
    consistent: totals.every((total) => total === totals[0]),
  };
}

/**
 * Reads the first page of a list: all of it for most stores, in one request.
 *
 * @throws whatever `readPage` throws
 */
export async function readFirstPage<Item extends { id: number }>(
  readPage: (page: number) => Promise<Page<Item>>,
): Promise<PagesRead<Item>> {
  return toList([await readPage(1)]);
}

/**
 * Reads a list page after page until the last one. A server may send fewer entries than requested: the total of the
 * pages decides, and where there is none, an empty page or one with few entries is the end.
 *
 * @param readPage reads one page by its number, from 1
 * @throws whatever `readPage` throws
 */
export async function readPages<Item extends { id: number }>(
  readPage: (page: number) => Promise<Page<Item>>,
  { mostPages, pagesAtOnce = 1 }: ReadPagesOptions,
): Promise<PagesRead<Item>> {
  const first = await readPage(1);
  const pages = [first];
  const most = first.entries < pageSize ? 1 : pagesAtOnce;
  while (!reachesEnd(pages) && pages.length < mostPages) {
    const count = Math.min(most, mostPages - pages.length);
    const numbers = Array.from({ length: count }, (_, index) => pages.length + 1 + index);
    pages.push(...(await Promise.all(numbers.map(readPage))));
  }
  return toList(pages);
}
