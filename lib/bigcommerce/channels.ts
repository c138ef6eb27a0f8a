import { z } from 'zod';
import { AppError } from '../errors';
import type { Storefront, StorefrontList } from '../settings/storefront';
import type { BigCommerceClient, StoreAccess } from './client';

/** The most that BigCommerce gives on one page. */
const pageSize = 250;

/** A store with more storefronts than this is not read further, whatever it answers. */
const mostPages = 40;

/** Where storefronts come and go all the time, the last reading has to do. */
const mostReadings = 3;

const pageSchema = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.int().positive(),
      name: z.string(),
      platform: z.string().catch(''),
      status: z.string().catch(''),
    }),
  ),
  meta: z
    .looseObject({ pagination: z.looseObject({ total: z.int(), total_pages: z.int() }).nullish() })
    .nullish(),
});

interface Page {
  storefronts: Storefront[];
  /** How many there are on all pages, where the answer tells. */
  total: number | undefined;
  last: boolean;
}

async function getPage(client: BigCommerceClient, access: StoreAccess, page: number): Promise<Page> {
  const path = `/v3/channels?available=true&type:in=storefront&limit=${pageSize}&page=${page}`;
  const parsed = pageSchema.safeParse(await client.call(access, { method: 'GET', path }));
  if (!parsed.success) throw new AppError('store_unreadable', { cause: new Error('not channels') });
  const { data, meta } = parsed.data;
  const { total, total_pages: totalPages } = meta?.pagination ?? {};
  return {
    total,
    storefronts: data.map(({ id, name, platform, status }) => ({ id, name, platform, status })),
    last: data.length === 0 || (totalPages === undefined ? data.length < pageSize : page >= totalPages),
  };
}

async function getPages(client: BigCommerceClient, access: StoreAccess): Promise<Page[]> {
  const pages: Page[] = [];
  for (let last = false; !last && pages.length < mostPages;) {
    const page = await getPage(client, access, pages.length + 1);
    pages.push(page);
    ({ last } = page);
  }
  return pages;
}

/**
 * Reads the first page of a store's storefronts: all of them for nearly every store, and one wait for any.
 *
 * @throws {AppError} as {@link getStorefronts}
 */
export async function getFirstStorefronts(
  client: BigCommerceClient,
  access: StoreAccess,
): Promise<StorefrontList> {
  const { storefronts, last } = await getPage(client, access, 1);
  return { storefronts, complete: last };
}

/**
 * Reads all storefronts of a store that can be used: page after page until the last one. Where one was added or removed
 * meanwhile, pages overlap or leave one out, so they are read again. Needs the scope `store_channel_settings_read_only`,
 * which a merchant's grant can lack. Source: BigCommerce, Channels V3, "Get all channels".
 *
 * @returns in BigCommerce's order, each once
 * @throws {AppError} `oauth_scope_missing`, the other codes of {@link BigCommerceClient.call}, `store_unreadable` for
 *   another shape
 */
export async function getStorefronts(client: BigCommerceClient, access: StoreAccess): Promise<Storefront[]> {
  for (let readings = 1; ; readings += 1) {
    const pages = await getPages(client, access);
    const consistent = pages.every(({ total }) => total === pages[0]?.total);
    if (!consistent && readings < mostReadings) continue;
    const found = pages.flatMap(({ storefronts }) => storefronts);
    return [...new Map(found.map((storefront) => [storefront.id, storefront])).values()];
  }
}
