import { z } from 'zod';
import { AppError } from '../errors';
import type { Translate } from '../i18n/translator';
import { policyUrlFault, trimAddress } from '../settings/policy-url';

const bodySchema = z.strictObject({ url: z.string() });

/**
 * Validates the body of a request for a check: `{url}`, an address that could be saved.
 *
 * @param body parsed JSON
 * @param t for the messages
 * @throws {AppError} `invalid_fields`
 */
export function parsePolicyCheckBody(body: unknown, t: Translate): string {
  const parsed = bodySchema.safeParse(body);
  const url = parsed.success ? trimAddress(parsed.data.url) : '';
  const fault = url === '' ? 'wrong_type' : policyUrlFault(url);
  if (fault === null) return url;
  throw new AppError('invalid_fields', { fieldErrors: { url: t(`validation.${fault}`) } });
}

/** A host without the prefix that storefronts answer with and without. */
function withoutWww(host: string): string {
  return host.replace(/^www\./, '');
}

/**
 * Whether an address is on one of the store's hosts. Only those of the default storefront are known, so that another
 * host says nothing where the store may have further storefronts.
 *
 * @param store `null` where it could not be read
 * @returns `null` where that is not known
 */
export function isOwnHost(
  url: string,
  store: { hosts: readonly string[]; isMultiStorefront: boolean } | null,
): boolean | null {
  const host = URL.parse(url)?.hostname;
  if (store === null || store.hosts.length === 0 || host === undefined) return null;
  if (store.hosts.map(withoutWww).includes(withoutWww(host))) return true;
  return store.isMultiStorefront ? null : false;
}
