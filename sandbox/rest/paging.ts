import type { JsonObject } from '../json.ts';

const MOST_PER_PAGE = 250;

export interface Page<T> {
  items: T[];
  page: number;
  limit: number;
  total: number;
}

/** The name of the query parameter that is not a positive integer, or `null`. */
export function faultyPagingParameter(query: URLSearchParams): string | null {
  for (const name of ['limit', 'page']) {
    const value = query.get(name);
    if (value !== null && !/^[1-9]\d{0,8}$/.test(value)) return name;
  }
  return null;
}

/** @param cap the most entries that this store sends on a page, whatever was asked for; `null` for BigCommerce's own */
export function pageOf<T>(all: readonly T[], query: URLSearchParams, cap: number | null): Page<T> {
  const limit = Math.min(Number(query.get('limit') ?? 50), cap ?? MOST_PER_PAGE);
  const page = Number(query.get('page') ?? 1);
  return { items: all.slice((page - 1) * limit, page * limit), page, limit, total: all.length };
}

/** @param totals false leaves out how much there is on all pages */
export function paginationMeta(page: Page<unknown>, query: URLSearchParams, totals: boolean): JsonObject {
  const totalPages = Math.ceil(page.total / page.limit);
  const link = (number: number): string => {
    const others = new URLSearchParams(query);
    others.set('page', String(number));
    others.set('limit', String(page.limit));
    return `?${others.toString()}`;
  };
  const links = {
    ...(page.page > 1 ? { previous: link(page.page - 1) } : {}),
    current: link(page.page),
    ...(page.page < totalPages ? { next: link(page.page + 1) } : {}),
  };
  const here = { count: page.items.length, per_page: page.limit, current_page: page.page };
  if (!totals) return { pagination: here };
  return { pagination: { ...here, total: page.total, total_pages: totalPages, links } };
}
