import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import type { FactKind, StorefrontFacts, StorefrontFactsRead } from '../settings/storefront-facts';
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

/** Reads languages a few at a time. Without the scope the first refusal ends it. */
async function getLanguages(
  client: BigCommerceClient,
  access: StoreAccess,
  channelIds: readonly number[],
): Promise<{ languages: Map<number, string | null>; complete: boolean }> {
  const languages = new Map<number, string | null>();
  const queue = new PQueue({ concurrency: languagesAtOnce });
  for (const id of channelIds.slice(0, mostLanguages))
    void queue.add(async () => {
      try {
        languages.set(id, await getLanguage(client, access, id));
      } catch (thrown) {
        if (toAppError(thrown).code === 'oauth_scope_missing') queue.clear();
      }
    });
  await queue.onIdle();
  return { languages, complete: languages.size === channelIds.length };
}

/** Reads what BigCommerce says of storefronts besides their settings, and keeps it for a while. */
export interface StorefrontFactsReader {
  /** The facts of all storefronts. Never rejects: what could not be read is named. */
  read(access: StoreAccess): Promise<StorefrontFactsRead>;
  /** The hosts of all storefronts; `null` where they could not be read. */
  hosts(access: StoreAccess): Promise<string[] | null>;
}

type Read<Value> = (access: StoreAccess) => Promise<Value>;

/** Shares reads of a store that were made a short while ago, or are under way. */
function kept<Value extends object>(read: Read<Value>, isWhole: (value: Value) => boolean): Read<Value> {
  const cache = new LRUCache<string, Promise<Value>>({ max: storesKept });
  return (access) => {
    const found = cache.get(access.storeHash);
    if (found !== undefined) return found;
    const value = read(access);
    cache.set(access.storeHash, value, { ttl: incompleteKeptMs });
    void value.then((result) => {
      if (isWhole(result)) cache.set(access.storeHash, value, { ttl: keptMs });
    });
    return value;
  };
}

/** Makes the reader of one process. */
export function createStorefrontFactsReader(client: BigCommerceClient): StorefrontFactsReader {
  const hosts = kept(
    async (access: StoreAccess) => ({ hosts: await getHosts(client, access).catch(() => null) }),
    (value) => value.hosts !== null,
  );

  async function readFacts(access: StoreAccess): Promise<StorefrontFactsRead> {
    const storefronts = await getStorefronts(client, access).catch(() => null);
    if (storefronts === null) return { storefronts: [], missing: ['hosts', 'currencies', 'languages'] };
    const ids = storefronts.map(({ id }) => id);
    const [read, currencies] = await Promise.all([
      hosts(access),
      getCurrencies(client, access).catch(() => null),
    ]);
    const { languages, complete } = await getLanguages(client, access, ids);
    const missing: [FactKind, boolean][] = [
      ['hosts', read.hosts === null],
      ['currencies', currencies === null],
      ['languages', !complete],
    ];
    const facts: StorefrontFacts[] = ids.map((channelId) => ({
      channelId,
      hosts: read.hosts?.get(channelId) ?? [],
      currencies: currencies?.get(channelId) ?? [],
      language: languages.get(channelId) ?? null,
    }));
    return { storefronts: facts, missing: missing.flatMap(([kind, isMissing]) => (isMissing ? [kind] : [])) };
  }

  return {
    read: kept(readFacts, ({ missing }) => missing.length === 0),
    async hosts(access) {
      const { hosts: byStorefront } = await hosts(access);
      return byStorefront && [...byStorefront.values()].flat();
    },
  };
}
