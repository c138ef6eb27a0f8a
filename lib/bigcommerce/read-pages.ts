import { z } from 'zod';

/** The most items that BigCommerce sends on one page. */
export const pageSize = 250;

export interface Page<Item> {
  items: Item[];
  /** No page follows. */
  last: boolean;
  /** How many items there are on all pages; `undefined` where the response does not say. */
  total?: number | undefined;
}

/** V3's `meta` of a list. Source: BigCommerce, "Pagination". */
export const metaSchema = z
  .looseObject({
    pagination: z.looseObject({ total: z.int().optional().catch(undefined), total_pages: z.int() }).nullish(),
  })
  .nullish();

/** One page of a V3 list; where its `meta` is missing, a page that is not full is the last one. */
export function toPage<Item>(items: Item[], meta: z.infer<typeof metaSchema>, page: number): Page<Item> {
  const { total, total_pages: totalPages } = meta?.pagination ?? {};
  const isEnd = totalPages === undefined ? items.length < pageSize : page >= totalPages;
  return { items, total, last: items.length === 0 || isEnd };
}

export interface ReadPagesOptions {
  /** A list that is longer is not read further, whatever the store says. */
  mostPages: number;
  /** Pages requested at once after the first one. */
  pagesAtOnce?: number;
}

export interface PagesRead<Item> {
  /** Each once, in the order of the pages: where an item was added or removed meanwhile, pages overlap. */
  items: Item[];
  /** The last page was reached. */
  complete: boolean;
  /** All pages named the same total, so that none was left out by an item that came or went meanwhile. */
  consistent: boolean;
}

/**
 * Reads a list page after page until the last one.
 *
 * @param readPage by number, from 1
 * @throws whatever `readPage` throws
 */
export async function readPages<Item extends { id: number }>(
  readPage: (page: number) => Promise<Page<Item>>,
  { mostPages, pagesAtOnce = 1 }: ReadPagesOptions,
): Promise<PagesRead<Item>> {
  const pages = [await readPage(1)];
  while (!pages.some(({ last }) => last) && pages.length < mostPages) {
    const count = Math.min(pagesAtOnce, mostPages - pages.length);
    const numbers = Array.from({ length: count }, (_, index) => pages.length + 1 + index);
    pages.push(...(await Promise.all(numbers.map(readPage))));
  }
  const items = pages.flatMap((page) => page.items);
  return {
    items: [...new Map(items.map((item) => [item.id, item])).values()],
    complete: pages.some(({ last }) => last),
    consistent: pages.every(({ total }) => total === pages[0]?.total),
  };
}
