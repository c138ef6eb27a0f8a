/** Law that asks for consent before most tracking. Each is a message key under `checks.markets`. */
export type ConsentMarket = 'eea' | 'uk' | 'switzerland' | 'brazil';

/** EU members, Iceland, Liechtenstein and Norway, by ISO 3166-1 alpha-2. */
const eeaCountries: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' '),
);

/** Currencies of the EEA, by ISO 4217. */
const eeaCurrencies: ReadonlySet<string> = new Set('EUR BGN CZK DKK HUF PLN RON SEK ISK NOK'.split(' '));

/** Languages that are spoken by most shoppers in the EEA only, by ISO 639-1. English, French, Spanish and Portuguese are not. */
const eeaLanguages: ReadonlySet<string> = new Set(
  'bg cs da de el et fi ga hr hu is it lt lv mt nb nl nn no pl ro sk sl sv'.split(' '),
);

const others: readonly { market: ConsentMarket; country: string; currency: string }[] = [
  { market: 'uk', country: 'GB', currency: 'GBP' },
  { market: 'switzerland', country: 'CH', currency: 'CHF' },
  { market: 'brazil', country: 'BR', currency: 'BRL' },
];

/**
 * The market of a country.
 *
 * @param countryCode ISO 3166-1 alpha-2, in either case
 * @returns `null` for other countries
 */
export function marketOfCountry(countryCode: string): ConsentMarket | null {
  const code = countryCode.toUpperCase();
  if (eeaCountries.has(code)) return 'eea';
  return others.find(({ country }) => country === code)?.market ?? null;
}

/** The market in which a currency (ISO 4217, in either case) is used; `null` for other currencies. */
export function marketOfCurrency(currency: string): ConsentMarket | null {
  const code = currency.toUpperCase();
  if (eeaCurrencies.has(code)) return 'eea';
  return others.find((other) => other.currency === code)?.market ?? null;
}

/**
 * The market of a language: of its region where it names one, and else where most of its speakers are.
 *
 * @param tag BCP 47, with `_` or `-`, in either case
 * @returns `null` for languages that are spoken in several markets, and for other ones
 */
export function marketOfLanguage(tag: string): ConsentMarket | null {
  const [language = '', ...parts] = tag.split(/[-_]/);
  const region = parts.find((part) => /^[a-z]{2}$/i.test(part));
  if (region !== undefined) return marketOfCountry(region);
  return eeaLanguages.has(language.toLowerCase()) ? 'eea' : null;
}
