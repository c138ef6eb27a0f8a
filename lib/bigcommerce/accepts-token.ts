import { toAppError } from '../errors';
import type { BigCommerceClient, StoreAccess } from './client';

/**
 * Finds out whether BigCommerce still accepts a store's token, which it refuses once the app was uninstalled there.
 *
 * @returns null where BigCommerce's answer does not say
 */
export async function acceptsToken(client: BigCommerceClient, access: StoreAccess): Promise<boolean | null> {
  try {
    await client.call(access, { method: 'GET', path: '/v3/customers/settings', priority: 'background' });
    return true;
  } catch (error) {
    const { code, status } = toAppError(error);
    if (code === 'store_token_rejected') return false;
    return status < 500 ? true : null;
  }
}
