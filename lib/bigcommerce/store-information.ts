import { answerShapes, readAnswer } from './answer-shapes';
import type { BigCommerceClient, StoreAccess } from './client';

/**
 * Reads the name of a store. Needs the scope `store_v2_information_read_only`, which a merchant's grant can lack.
 * Store information exists in V2 only. Source: BigCommerce, Store Information V2, "Get store information".
 *
 * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
 */
export async function getStoreName(client: BigCommerceClient, access: StoreAccess): Promise<string> {
  const answer = await client.call(access, { method: 'GET', path: '/v2/store' });
  return readAnswer(answerShapes.storeInformation, answer, 'store information').name;
}
