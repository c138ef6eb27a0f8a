import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import type { FactKind, StorefrontFactsRead } from '../settings/storefront-facts';
import { toAppError } from '../errors';
import { answerShapes, readAnswer } from './answer-shapes';
import { getStorefronts } from './channels';
import type { BigCommerceClient, StoreAccess } from './client';
import { pageSize, readPages, toPage } from './read-pages';
import { hostOf } from './store-information';

/** Facts change seldom, and users open the checks several times in a row. Milliseconds. */
const keptMs = 10 * 60 * 1_000;

/** The same where something could not be read. */
const incompleteKeptMs = 60_000;

const storesKept = 1_000;

const mostPages = 40;

/** The language of a storefront takes a request of its own: so many storefronts are asked about, and so many at once. */
const mostLanguages = 50;
const languagesAtOnce = 2;

/**
 * Reads the hosts of each storefront. Needs the scope `store_sites_read_only`, which few grants have. Source: BigCommerce,
 * Sites, "Get sites".
 *
 * @throws {AppError} `oauth_scope_missing`, the other codes of {@link BigCommerceClient.call}, `store_unreadable`
 */
async function getHosts(client: BigCommerceClient, access: StoreAccess): Promise<Map<number, string[]>> {
  const { items } = await readPages(
    async (page) => {
      const path = `/v3/sites?limit=${pageSize}&page=${page}`;
      const answer = await client.call(access, { method: 'GET', path });
      const { data, meta } = readAnswer(answerShapes.sites, answer, 'sites');
      return toPage(data, meta);
    },
    { mostPages },
  );
  const hosts = new Map<number, string[]>();
  for (const { channel_id: channelId, url, urls } of items) {
    const found = [url, ...(urls ?? []).map((other) => other.url)].flatMap(hostOf);
    hosts.set(channelId, [...new Set([...(hosts.get(channelId) ?? []), ...found])]);
  }
  return hosts;
}

/**
 * Reads the currencies of each storefront, the default one first. Source: BigCommerce, Channels V3, "Get all channels
 * currency assignments".
 *
 * @throws {AppError} as {@link getHosts}
 */
async function getCurrencies(client: BigCommerceClient, access: StoreAccess): Promise<Map<number, string[]>> {
  const path = '/v3/channels/currency-assignments';
  const answer = await client.call(access, { method: 'GET', path });
  const { data } = readAnswer(answerShapes.channelCurrencies, answer, 'currencies of channels');
  return new Map(
    data.items.map(({ channel_id: id, default_currency: first, enabled_currencies: enabled }) => [
      id,
      [...new Set([...(first ? [first] : []), ...(enabled ?? [])])],
    ]),
  );
}

/**
 * Reads the default language of a storefront's shoppers. Source: BigCommerce, Settings V3, "Get locale settings".
 *
 * @throws {AppError} as {@link getHosts}
 */
async function getLanguage(
  client: BigCommerceClient,
  access: StoreAccess,
  channelId: number,
): Promise<string | null> {
  const path = `/v3/settings/store/locale?channel_id=${channelId}`;
  const answer = await client.call(access, { method: 'GET', path });
  const { data } = readAnswer(answerShapes.storeLocale, answer, 'locale');
  return data.default_shopper_language ?? null;
}

interface LanguagesRead {
  languages: Map<number, string | null>;
  failed: boolean;
}

/** Reads languages a few at a time, of the first storefronts. Without the scope the first refusal ends it. */
async function getLanguages(
  client: BigCommerceClient,
  access: StoreAccess,
  channelIds: readonly number[],
): Promise<LanguagesRead> {
  const languages = new Map<number, string | null>();
  let failed = false;
  const queue = new PQueue({ concurrency: languagesAtOnce });
  for (const id of channelIds.slice(0, mostLanguages))
    void queue.add(async () => {
      try {
        languages.set(id, await getLanguage(client, access, id));
      } catch (thrown) {
        failed = true;
        if (toAppError(thrown).code === 'oauth_scope_missing') queue.clear();
      }
    });
  await queue.onIdle();
  return { languages, failed };
}

/** Reads what BigCommerce says of storefronts besides their settings, and keeps it for a while. */
export interface StorefrontFactsReader {
  /** The facts of all storefronts. Never rejects: what could not be read is named. */
  read(access: StoreAccess): Promise<StorefrontFactsRead>;
  /** The hosts of all storefronts; `null` where they could not be read. */
  hosts(access: StoreAccess): Promise<string[] | null>;
}

interface Kept<Value> {
  value: Value;
  /** Whether no read of it failed. */
  whole: boolean;
}

/** Shares reads of a store that were made a short while ago, or are under way. @param read never rejects */
function kept<Value>(read: (access: StoreAccess) => Promise<Kept<Value>>) {
  const cache = new LRUCache<string, Promise<Kept<Value>>>({ max: storesKept });
  return async (access: StoreAccess): Promise<Value> => {
    const found = cache.get(access.storeHash);
    if (found !== undefined) return (await found).value;
    const reading = read(access);
    cache.set(access.storeHash, reading, { ttl: incompleteKeptMs });
    const { value, whole } = await reading;
    if (whole) cache.set(access.storeHash, reading, { ttl: keptMs });
    return value;
  };
}

const allKinds: readonly FactKind[] = ['hosts', 'currencies', 'languages'];

/** Makes the reader of one process. */
export function createStorefrontFactsReader(client: BigCommerceClient): StorefrontFactsReader {
  const readHosts = kept(async (access) => {
    const value = await getHosts(client, access).catch(() => null);
    return { value, whole: value !== null };
  });

  const readFacts = kept<StorefrontFactsRead>(async (access) => {
    const storefronts = await getStorefronts(client, access).catch(() => null);
    if (storefronts === null) return { value: { storefronts: [], missing: [...allKinds] }, whole: false };
    const ids = storefronts.map(({ id }) => id);
    const [hosts, currencies] = await Promise.all([
      readHosts(access),
      getCurrencies(client, access).catch(() => null),
    ]);
    const { languages, failed } = await getLanguages(client, access, ids);
    const isMissing: Record<FactKind, boolean> = {
      hosts: hosts === null,
      currencies: currencies === null,
      languages: languages.size < ids.length,
    };
    const facts = ids.map((channelId) => ({
      channelId,
      hosts: hosts?.get(channelId) ?? [],
      currencies: currencies?.get(channelId) ?? [],
      language: languages.get(channelId) ?? null,
    }));
    const missing = allKinds.filter((kind) => isMissing[kind]);
    return {
      value: { storefronts: facts, missing },
      whole: hosts !== null && currencies !== null && !failed,
    };
  });

  return {
    read: readFacts,
    async hosts(access) {
      const byStorefront = await readHosts(access);
      return byStorefront && [...byStorefront.values()].flat();
    },
  };
}
