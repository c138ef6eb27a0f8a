import { type CheckedScope, checkedScopes, factsOf, type FindingFacts, hostsOf } from './checked-store';
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

/** Where a storefront is said to sell, by its own currencies and language, unless the store is said to sell there. */
export function findStorefrontMarket(scope: CheckedScope): FindingFacts | null {
  const facts = factsOf(scope);
  if (facts === undefined) return null;
  const ofStore = findStoreMarket({ ...scope, channelId: null })?.market;
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
  if (scope.settings.trackingConsent !== false) return null;
  const hosts = hostsOf(scope);
  for (const other of checkedScopes(scope.store)) {
    const host = hostsOf(other).find((candidate) => hosts.includes(candidate));
    if (host !== undefined && other.settings.trackingConsent === true)
      return { host, storefront: String(other.channelId) };
  }
  return null;
}
