import { effectiveSetting } from '../settings/effective-value';
import { withoutWww } from '../settings/storefront-facts';
import { type CheckedScope, factsOf, type FindingFacts, hostsOf } from './checked-store';
import { marketOfCountry, marketOfCurrency, marketOfLanguage } from './consent-markets';

/** Where the store is said to sell, by its country or its default currency. */
export function findStoreMarket({ channelId, store }: CheckedScope): FindingFacts | null {
  const { countryCode = null, currency = null } = store.market ?? {};
  const ofCountry = countryCode === null ? null : marketOfCountry(countryCode);
  if (ofCountry !== null) return { market: ofCountry, by: 'country' };
  const hasCurrencies = store.facts?.storefronts.some(
    (facts) => facts.channelId === channelId && facts.currencies.length > 0,
  );
  if (currency === null || hasCurrencies === true) return null;
  const ofCurrency = marketOfCurrency(currency);
  return ofCurrency === null ? null : { market: ofCurrency, by: 'currency', currency };
}

/**
 * Where a storefront is said to sell, by its own currencies and language, unless the rule about the store says so already:
 * of this storefront where it decides about consent itself, and else of the whole store.
 */
export function findStorefrontMarket(scope: CheckedScope): FindingFacts | null {
  const facts = factsOf(scope);
  if (facts === undefined) return null;
  const ofStore = findStoreMarket(
    scope.own.has('trackingConsent') ? scope : { ...scope, channelId: null },
  )?.market;
  for (const currency of facts.currencies) {
    const market = marketOfCurrency(currency);
    if (market !== null && market !== ofStore) return { market, by: 'currency', currency };
  }
  const { language } = facts;
  const market = language === null ? null : marketOfLanguage(language);
  if (language === null || market === null || market === ofStore) return null;
  return { market, by: 'language', language };
}

/** Another storefront on the same host that asks for consent where this one does not. */
export function findConsentOnSameHost(scope: CheckedScope): FindingFacts | null {
  const { settings, store } = scope;
  const hosts = settings.trackingConsent === false ? hostsOf(scope) : [];
  if (hosts.length === 0) return null;
  for (const { channelId, hosts: others } of store.facts?.storefronts ?? []) {
    const host = others.map(withoutWww).find((candidate) => hosts.includes(candidate));
    const other = host && store.storefronts.find(({ id }) => id === channelId);
    if (host && other && effectiveSetting(store.global, other.settings, 'trackingConsent') === true)
      return { host, storefront: String(channelId) };
  }
  return null;
}
