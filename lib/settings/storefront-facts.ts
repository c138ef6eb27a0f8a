/** Facts of a storefront at BigCommerce, besides its settings. Facts that could not be read are empty. */
export interface StorefrontFacts {
  channelId: number;
  /** The hosts of its addresses, in lower case. */
  hosts: string[];
  /** The currencies that shoppers can choose, ISO 4217, the default one first. */
  currencies: string[];
  /** The default language of its shoppers, BCP 47. */
  language: string | null;
}

/** The kinds of facts, each with a read and an OAuth scope of its own. */
export type FactKind = 'hosts' | 'currencies' | 'languages';

/** The facts of all storefronts, as far as they could be read. */
export interface StorefrontFactsRead {
  storefronts: StorefrontFacts[];
  /** The kinds that could not be read, or not for every storefront. */
  missing: FactKind[];
}

/** The last changes of the privacy policy and of consent in one scope. Milliseconds since the epoch. */
export interface PolicyChange {
  /** `null` for the whole store. */
  channelId: number | null;
  /** When one address replaced another one; `null` where that was not within {@link policyChangeDays}. */
  policyAt: number | null;
  /** When consent to tracking was changed; `null` where that was not within {@link policyChangeDays}. */
  consentAt: number | null;
}

/** A change of the policy's address is looked at for so many days. */
export const policyChangeDays = 30;

/** All that the rules look at and that takes reads of its own. */
export interface CheckFacts extends StorefrontFactsRead {
  policyChanges: PolicyChange[];
}

/** A host without the prefix that storefronts answer with and without. */
export function withoutWww(host: string): string {
  return host.replace(/^www\./, '');
}
