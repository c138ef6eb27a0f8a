import 'server-only';
import type { Services } from '@/app/services';
import type { InitialReads, ReadFailure } from '@/components/shell/initial-reads';
import type { TaggedSettings } from '@/lib/settings/customer-settings';
import { getFirstStorefronts } from '@/lib/bigcommerce/channels';
import type { StoreAccess } from '@/lib/bigcommerce/client';
import { getFirstCustomerGroups } from '@/lib/bigcommerce/customer-groups';
import type { ReadSettings } from '@/lib/bigcommerce/customer-settings';
import { getStoreInformation } from '@/lib/bigcommerce/store-information';
import { toAppError } from '@/lib/errors';
import { shownSettings } from '@/lib/settings/shown-settings';

function toReadFailure(thrown: unknown): ReadFailure {
  const { code, details } = toAppError(thrown);
  const { retryAfterSeconds } = details;
  return retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds };
}

function toTagged({ settings, etag }: ReadSettings, channelId: number | null): TaggedSettings {
  return { settings: shownSettings(settings, channelId), etag };
}

type Reading = Pick<Services, 'bigCommerce' | 'observer' | 'names'>;

async function readGroups({ bigCommerce, names }: Reading, access: StoreAccess) {
  const list = await getFirstCustomerGroups(bigCommerce, access);
  if (list.complete) await names.keepGroups(access.storeHash, list.groups);
  return list;
}

async function readStorefronts({ bigCommerce, names }: Reading, access: StoreAccess) {
  const list = await getFirstStorefronts(bigCommerce, access);
  if (list.complete) await names.keepStorefronts(access.storeHash, list.storefronts);
  return list;
}

/**
 * Reads everything that the first view shows from BigCommerce, in parallel.
 *
 * @param channelId the storefront that the page is opened for, `null` for the store
 */
export async function readInitialData(
  services: Reading,
  access: StoreAccess,
  channelId: number | null,
): Promise<InitialReads> {
  const { bigCommerce, observer } = services;
  const [settings, customerGroups, storefronts, linked, storeName] = await Promise.all([
    observer.readStore(access).then((read) => toTagged(read, null), toReadFailure),
    readGroups(services, access).catch(toReadFailure),
    readStorefronts(services, access).catch(toReadFailure),
    channelId === null
      ? null
      : observer.readStorefront(access, channelId).then((read) => toTagged(read, channelId), toReadFailure),
    // The name is optional, because a store's grant can lack its scope: the hash is shown instead.
    getStoreInformation(bigCommerce, access).then(
      ({ name }) => name,
      () => null,
    ),
  ]);
  return { settings, customerGroups, storefronts, storefrontSettings: linked, storeName };
}
