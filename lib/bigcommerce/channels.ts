import { z } from 'zod';
import { AppError } from '../errors';
import type { Storefront } from '../settings/storefront';
import type { BigCommerceClient, StoreAccess } from './client';

/** The most that BigCommerce gives on one page. */
const pageSize = 250;

/** A store with more storefronts than this is not read further, whatever it answers. */
const mostPages = 40;

const pageSchema = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.int().positive(),
      name: z.string(),
      platform: z.string().catch(''),
      status: z.string().catch(''),
    }),
  ),
  meta: z.looseObject({ pagination: z.looseObject({ total_pages: z.int() }).nullish() }).nullish(),
});

interface Page {
  storefronts: Storefront[];
  last: boolean;
}

async function getPage(client: BigCommerceClient, access: StoreAccess, page: number): Promise<Page> {
  const path = `/v3/channels?available=true&type:in=storefront&limit=${pageSize}&page=${page}`;
  const parsed = pageSchema.safeParse(await client.call(access, { method: 'GET', path }));
  if (!parsed.success) throw new AppError('store_unreadable', { cause: new Error('not channels') });
  const { data, meta } = parsed.data;
  const totalPages = meta?.pagination?.total_pages;
  return {
    storefronts: data.map(({ id, name, platform, status }) => ({ id, name, platform, status })),
    last: data.length === 0 || (totalPages === undefined ? data.length < pageSize : page >= totalPages),
  };
}

/**
 * Reads all storefronts of a store that can be used: page after page until the last one. Needs the scope
 * `store_channel_settings_read_only`, which a merchant's grant can lack. Source: BigCommerce, Channels V3, "Get all
 * channels".
 *
 * @returns in BigCommerce's order, each once, also where one was added while the pages were read
 * @throws {AppError} `oauth_scope_missing`, the other codes of {@link BigCommerceClient.call}, `store_unreadable` for
 *   another shape
 */
export async function getStorefronts(client: BigCommerceClient, access: StoreAccess): Promise<Storefront[]> {
  const found = new Map<number, Storefront>();
  for (let number = 1; number <= mostPages; number += 1) {
    const page = await getPage(client, access, number);
    for (const storefront of page.storefronts) found.set(storefront.id, storefront);
    if (page.last) break;
  }
  return [...found.values()];
}
