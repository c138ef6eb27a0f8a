import type { Storefront, StorefrontList } from '../settings/storefront';
import { answerShapes, readAnswer } from './answer-shapes';
import type { BigCommerceClient, StoreAccess } from './client';
import { type Page, pageSize, readFirstPage, readPages, toPage } from './read-pages';

/** The most pages of storefronts that are read from one store. */
const mostPages = 40;

/**
 * The most times that the list is read. Where storefronts are added and removed all the time, the last result is used.
 */
const mostReadings = 3;

async function getPage(
  client: BigCommerceClient,
  access: StoreAccess,
  page: number,
): Promise<Page<Storefront>> {
  const path = `/v3/channels?available=true&type:in=storefront&limit=${pageSize}&page=${page}`;
  const answer = await client.call(access, { method: 'GET', path });
  const { data, meta } = readAnswer(answerShapes.channels, answer, 'channels');
  const items = data.items.map(({ id, name, platform, status }) => ({
    id,
    name: name ?? '',
    platform: platform ?? '',
    status: status ?? '',
  }));
  return toPage({ ...data, items }, meta);
}

/**
 * Reads the first page of a store's storefronts: all of them for nearly every store, in one request.
 *
 * @throws {AppError} as {@link getStorefronts}
 */
export async function getFirstStorefronts(
  client: BigCommerceClient,
  access: StoreAccess,
): Promise<StorefrontList> {
  const { items, complete } = await readFirstPage((page) => getPage(client, access, page));
  return { storefronts: items, complete };
}

/**
 * Reads all storefronts of a store that can be used: page after page until the last one. Where one was added or removed
 * meanwhile, pages overlap or leave one out, so they are read again. Needs the scope
 * `store_channel_settings_read_only`, which a merchant's grant can lack. Source: BigCommerce, Channels V3, "Get all
 * channels".
 *
 * @returns the storefronts in BigCommerce's order, each once
 * @throws {AppError} `oauth_scope_missing`, the other codes of {@link BigCommerceClient.call}, `store_unreadable` for
 *   another shape
 */
export async function getStorefronts(client: BigCommerceClient, access: StoreAccess): Promise<Storefront[]> {
  for (let readings = 1; ; readings += 1) {
    const { items, consistent } = await readPages((page) => getPage(client, access, page), { mostPages });
    if (consistent || readings >= mostReadings) return items;
  }
}
