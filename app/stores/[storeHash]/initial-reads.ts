import 'server-only';
import type { InitialReads, ReadFailure } from '@/components/settings/initial-reads';
import type { TaggedSettings } from '@/lib/api-client';
import { getFirstStorefronts } from '@/lib/bigcommerce/channels';
import type { BigCommerceClient, StoreAccess } from '@/lib/bigcommerce/client';
import { getFirstCustomerGroups } from '@/lib/bigcommerce/customer-groups';
import {
  type SettingsResource,
  storefrontSettings,
  storeSettings,
} from '@/lib/bigcommerce/customer-settings';
import { getStoreName } from '@/lib/bigcommerce/store-information';
import { toAppError } from '@/lib/http/problem-response';
import type { AnySettings } from '@/lib/settings/customer-settings';

function toReadFailure(thrown: unknown): ReadFailure {
  const { code, details } = toAppError(thrown);
  const { retryAfterSeconds } = details;
  return retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds };
}

async function readTagged<S extends AnySettings>(resource: SettingsResource<S>): Promise<TaggedSettings<S>> {
  const { settings, etag } = await resource.get();
  return { settings, etag };
}

/**
 * Asks BigCommerce for all that the first view shows, at the same time, so that there is one wait and not several.
 *
 * @param channelId the storefront that the page is opened for, `null` for the store
 */
export async function readInitialData(
  client: BigCommerceClient,
  access: StoreAccess,
  channelId: number | null,
): Promise<InitialReads> {
  const [settings, customerGroups, storefronts, linked, storeName] = await Promise.all([
    readTagged(storeSettings(client, access)).catch(toReadFailure),
    getFirstCustomerGroups(client, access).catch(toReadFailure),
    getFirstStorefronts(client, access).catch(toReadFailure),
    channelId === null
      ? null
      : readTagged(storefrontSettings(client, access, channelId)).catch(toReadFailure),
    // The name is a nicety that a store's grant can lack: the hash stands in for it.
    getStoreName(client, access).catch(() => null),
  ]);
  return { settings, customerGroups, storefronts, storefrontSettings: linked, storeName };
}
