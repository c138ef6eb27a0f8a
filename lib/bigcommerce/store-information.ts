import { answerShapes, readAnswer } from './answer-shapes';
import type { BigCommerceClient, StoreAccess } from './client';

/** The facts about a store that the app shows or compares with its settings. */
export interface StoreInformation {
  name: string;
  /** The hosts of the default storefront, in lower case; none where they could not be read. */
  hosts: string[];
  /** Whether the store may have storefronts with hosts of their own. */
  isMultiStorefront: boolean;
  /** ISO 3166-1 alpha-2; `null` where it could not be read. */
  countryCode: string | null;
  /** The default currency, ISO 4217; `null` where it could not be read. */
  currency: string | null;
}

/**
 * The host of an address or of a host's name alone, in lower case.
 *
 * @returns none where it cannot be read
 */
export function hostOf(text: string | null | undefined): string[] {
  if (typeof text !== 'string' || text === '') return [];
  const host = URL.parse(text.includes('://') ? text : `https://${text}`)?.hostname;
  return host === undefined ? [] : [host];
}

/**
 * Reads what V2 knows of a store: name, hosts, country and currency. Needs the scope
 * `store_v2_information_read_only`, which a merchant's grant can lack. Source: BigCommerce, Store Information V2, "Get
 * store information".
 *
 * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
 */
export async function getStoreInformation(
  client: BigCommerceClient,
  access: StoreAccess,
): Promise<StoreInformation> {
  const answer = await client.call(access, { method: 'GET', path: '/v2/store' });
  const read = readAnswer(answerShapes.storeInformation, answer, 'store information');
  return {
    name: read.name,
    hosts: [...new Set([...hostOf(read.domain), ...hostOf(read.secure_url)])],
    isMultiStorefront: read.features?.multi_storefront_enabled ?? true,
    countryCode: read.country_code ?? null,
    currency: read.currency ?? null,
  };
}
