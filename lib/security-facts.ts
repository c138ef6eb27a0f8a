import { requestContext } from './server-state';

/**
 * What a line of the security log says besides its event: the store and the person as far as they are proven, and the
 * caller's address and the id of the request.
 */
export function securityFacts(proven: { storeHash?: string; userId?: number }): {
  storeHash: string | undefined;
  userId: number | undefined;
  address: string | undefined;
  requestId: string | undefined;
} {
  const context = requestContext.getStore();
  return {
    storeHash: proven.storeHash ?? context?.storeHash,
    userId: proven.userId ?? context?.userId,
    address: context?.address,
    requestId: context?.requestId,
  };
}
