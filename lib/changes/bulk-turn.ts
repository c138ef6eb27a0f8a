import type { BigCommerceClient } from '../bigcommerce/client';
import { rateLimited } from '../retry-after';

/**
 * Lets a save that is one of many wait while less than half of the store's quota is left: other apps need theirs.
 *
 * @throws {AppError} `store_rate_limited` with the seconds to wait, and nothing written
 */
export function assertTurnOfBulk({ quotas }: Pick<BigCommerceClient, 'quotas'>, storeHash: string): void {
  const waitMs = quotas.waitMs(storeHash);
  if (waitMs > 0) throw rateLimited(waitMs);
}
