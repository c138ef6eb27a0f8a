import type { BigCommerceClient } from '../bigcommerce/client';
import { AppError } from '../errors';

/**
 * Lets a save that is one of many wait while less than half of the store's quota is left: other apps need theirs.
 *
 * @throws {AppError} `store_rate_limited` with the seconds to wait, and nothing written
 */
export function assertTurnOfBulk({ quotas }: Pick<BigCommerceClient, 'quotas'>, storeHash: string): void {
  const waitMs = quotas.waitMs(storeHash);
  if (waitMs === 0) return;
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  throw new AppError('store_rate_limited', {
    retryAfterSeconds,
    messageValues: { seconds: retryAfterSeconds },
  });
}
