import { z } from 'zod';
import { withoutWww } from '../settings/storefront-facts';
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

/** The known hosts of a store. */
interface KnownHosts {
  /** `null` where it could not be read. */
  information: { hosts: readonly string[]; isMultiStorefront: boolean } | null;
  /** The hosts of all storefronts; `null` where they could not be read. */
  siteHosts: readonly string[] | null;
}

/**
 * Whether an address is on one of the store's hosts. While only those of the default storefront are known, another host
 * says nothing where the store may have further storefronts.
 *
 * @returns `null` where that is not known
 */
export function isOwnHost(url: string, { information, siteHosts }: KnownHosts): boolean | null {
  const host = URL.parse(url)?.hostname;
  const hosts = [...(information?.hosts ?? []), ...(siteHosts ?? [])];
  if (hosts.length === 0 || host === undefined) return null;
  if (hosts.map(withoutWww).includes(withoutWww(host))) return true;
  const areAll = (siteHosts ?? []).length > 0 || information?.isMultiStorefront === false;
  return areAll ? false : null;
}
