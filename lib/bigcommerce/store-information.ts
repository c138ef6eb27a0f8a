import { z } from 'zod';
import { AppError } from '../errors';
import type { BigCommerceClient, StoreAccess } from './client';

const storeSchema = z.looseObject({ name: z.string() });

/**
 * Reads the name of a store. Needs the scope `store_v2_information_read_only`, which a merchant's grant can lack.
 * Store information exists in V2 only. Source: BigCommerce, Store Information V2, "Get store information".
 *
 * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
 */
export async function getStoreName(client: BigCommerceClient, access: StoreAccess): Promise<string> {
  const parsed = storeSchema.safeParse(await client.call(access, { method: 'GET', path: '/v2/store' }));
  if (!parsed.success) throw new AppError('store_unreadable', { cause: new Error('not store information') });
  return parsed.data.name;
}
