import 'server-only';
import type { InitialReads, ReadFailure } from '@/components/settings/initial-reads';
import type { BigCommerceClient, StoreAccess } from '@/lib/bigcommerce/client';
import { getFirstCustomerGroups } from '@/lib/bigcommerce/customer-groups';
import { getCustomerSettings } from '@/lib/bigcommerce/customer-settings';
import { getStoreName } from '@/lib/bigcommerce/store-information';
import { settingsEtag } from '@/lib/changes/settings-etag';
import { toAppError } from '@/lib/http/problem-response';

function toReadFailure(thrown: unknown): ReadFailure {
  const { code, details } = toAppError(thrown);
  const { retryAfterSeconds } = details;
  return retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds };
}

/** Asks BigCommerce for all that the first view shows, at the same time, so that there is one wait and not three. */
export async function readInitialData(client: BigCommerceClient, access: StoreAccess): Promise<InitialReads> {
  const [settings, customerGroups, storeName] = await Promise.all([
    getCustomerSettings(client, access)
      .then((read) => ({ settings: read.settings, etag: settingsEtag(read.settings) }))
      .catch(toReadFailure),
    getFirstCustomerGroups(client, access).catch(toReadFailure),
    // The name is a nicety that a store's grant can lack: the hash stands in for it.
    getStoreName(client, access).catch(() => null),
  ]);
  return { settings, customerGroups, storeName };
}
