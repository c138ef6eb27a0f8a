import type { TaggedSettings } from '@/lib/settings/customer-settings';
import { AppError, type ErrorCode } from '@/lib/errors';
import type { CustomerGroupList } from '@/lib/settings/customer-group';
import type { StorefrontList } from '@/lib/settings/storefront';

/** A read for the page that failed on the server. */
export interface ReadFailure {
  code: ErrorCode;
  retryAfterSeconds?: number;
}

/** The server's reads for the page's first paint. */
export interface InitialReads {
  settings: TaggedSettings | ReadFailure;
  customerGroups: CustomerGroupList | ReadFailure;
  storefronts: StorefrontList | ReadFailure;
  /** Of the storefront that the page was opened for, `null` where it was opened for the store. */
  storefrontSettings: TaggedSettings | ReadFailure | null;
  storeName: string | null;
}

/** Whether the result of a read is a failure. */
export function isReadFailure(read: object | null): read is ReadFailure {
  return read !== null && 'code' in read;
}

/** The error of a read that failed on the server, with the wait that the server knew of. */
export function failureOf({ code, ...details }: ReadFailure): AppError {
  return new AppError(code, details);
}
