import { requestContext } from './server-state';

/**
 * Makes the fields of a security log line: the store and the user as far as they are verified, the caller's address and
 * the request's id.
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
