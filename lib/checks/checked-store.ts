import type { CustomerGroup, CustomerGroupList } from '../settings/customer-group';
import {
  type CustomerSettings,
  isInheritable,
  noCustomerGroup,
  type SettingField,
  settingFields,
} from '../settings/customer-settings';
import type { PolicyCheck } from '../settings/policy-check';
import { type CheckFacts, type StorefrontFacts, withoutWww } from '../settings/storefront-facts';

/** A storefront with its settings. */
interface CheckedStorefront {
  id: number;
  settings: CustomerSettings;
}

/** Everything that the rules look at. */
export interface CheckedStore {
  /** The global settings. */
  global: CustomerSettings;
  /** The storefronts whose settings are known. */
  storefronts: readonly CheckedStorefront[];
  /** Whether `storefronts` has every storefront of the store. */
  complete: boolean;
  groups: CustomerGroupList;
  /** The results of checks of policy addresses that are not older than a day. */
  policyChecks: readonly PolicyCheck[];
  /** Where the store is; `null` where that could not be read. */
  market: Market | null;
  /** Facts that need further reads; `null` until they were read. */
  facts: CheckFacts | null;
}

/** The country and the default currency of a store, from `GET /v2/store`; `null` where it was not named. */
export interface Market {
  countryCode: string | null;
  currency: string | null;
}

/** The settings in effect in one place: the whole store, or one storefront. */
export interface CheckedScope {
  /** `null` for the whole store. */
  channelId: number | null;
  /** The values in effect: a storefront's own ones, or the store's. */
  settings: CustomerSettings;
  /** The fields of a storefront that have values of their own; every field of the store. */
  own: ReadonlySet<SettingField>;
  store: CheckedStore;
}

/** Further facts of a finding besides the values of its fields, as text for messages and comparisons. */
export type FindingFacts = Readonly<Record<string, string>>;

/** The default storefront's channel has this id in every store. Source: BigCommerce, "Channels Overview". */
export const defaultStorefrontId = 1;

function storefrontScope(store: CheckedStore, { id, settings }: CheckedStorefront): CheckedScope {
  const isOwn = (field: SettingField) =>
    isInheritable(field) ? settings[field] !== undefined && settings[field] !== null : true;
  const own = new Set(settingFields.filter(isOwn));
  const inEffect = settingFields.map((field) => [
    field,
    own.has(field) ? settings[field] : store.global[field],
  ]);
  return { channelId: id, settings: Object.fromEntries(inEffect) as CustomerSettings, own, store };
}

/** The whole store first, then its storefronts in their order. */
export function checkedScopes(store: CheckedStore): CheckedScope[] {
  const global = { channelId: null, settings: store.global, own: new Set(settingFields), store };
  return [global, ...store.storefronts.map((storefront) => storefrontScope(store, storefront))];
}

/** The group of a setting: none, deleted, or the group; `unknown` while not all groups were read. */
export type GroupInEffect =
  { kind: 'none' | 'deleted' | 'unknown' } | { kind: 'group'; group: CustomerGroup };

/** Finds the group that a setting names. */
export function groupInEffect(
  { settings, store }: CheckedScope,
  field: 'guestCustomerGroupId' | 'defaultCustomerGroupId',
): GroupInEffect {
  const id = settings[field];
  if (id === undefined || id === null || id === noCustomerGroup) return { kind: 'none' };
  const group = store.groups.groups.find((candidate) => candidate.id === id);
  if (group !== undefined) return { kind: 'group', group };
  return { kind: store.groups.complete ? 'deleted' : 'unknown' };
}

/** Finds the facts of a storefront; none for the whole store, and while they were not read. */
export function factsOf({ channelId, store }: CheckedScope): StorefrontFacts | undefined {
  return store.facts?.storefronts.find((facts) => facts.channelId === channelId);
}

/** The hosts of a storefront, as {@link withoutWww} writes them; none where they are not known. */
export function hostsOf(scope: CheckedScope): string[] {
  return (factsOf(scope)?.hosts ?? []).map(withoutWww);
}
