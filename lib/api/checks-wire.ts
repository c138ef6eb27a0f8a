import type { Market } from '../checks/checked-store';
import type { DismissedFinding } from '../checks/findings';
import type { PastScope } from '../checks/past-state';
import type { CheckFacts, FactKind } from '../settings/storefront-facts';
import { type CustomerSettingsWire, fromWireSettings, toWireSettings } from '../settings/wire';

/** The longest reason for which a finding is not relevant, in UTF-16 code units. */
export const reasonMaxLength = 300;

/** The most findings of one request. A body of so many is far smaller than the limit, unless addresses are very long. */
export const findingsAtOnce = 50;

/** A finding that was called not relevant, as the API writes it. */
interface DismissedFindingWire {
  rule: string;
  channel_id: number | null;
  fingerprint: string;
  reason: string;
  dismissed_at: string;
}

/** The data that the checks need besides settings, groups and checks of policy addresses. */
export interface ChecksWire {
  dismissed: DismissedFindingWire[];
  market: { country_code: string | null; currency: string | null } | null;
}

/** The same for the browser. */
export interface CheckRecord {
  dismissed: DismissedFinding[];
  /** `null` where the store's country and currency could not be read. */
  market: Market | null;
}

/** Formats the record of the checks for the API. */
export function toChecksWire({ dismissed, market }: CheckRecord): ChecksWire {
  return {
    dismissed: dismissed.map(({ rule, channelId, fingerprint, reason, dismissedAt }) => ({
      rule,
      channel_id: channelId,
      fingerprint,
      reason,
      dismissed_at: new Date(dismissedAt).toISOString(),
    })),
    market: market && { country_code: market.countryCode, currency: market.currency },
  };
}

/** Reads the record of the checks from the API's response. */
export function fromChecksWire({ dismissed, market }: ChecksWire): CheckRecord {
  return {
    dismissed: dismissed.map(({ channel_id: channelId, dismissed_at: at, ...finding }) => ({
      ...finding,
      channelId,
      dismissedAt: Date.parse(at),
    })),
    market: market && { countryCode: market.country_code, currency: market.currency },
  };
}

/** The facts for the rules that need further reads of BigCommerce, as the API writes them. */
export interface CheckFactsWire {
  storefronts: { channel_id: number; hosts: string[]; currencies: string[]; language: string | null }[];
  /** The kinds that could not be read, or not for every storefront. */
  missing: FactKind[];
  /** ISO 8601, UTC; `null` where there was no such change lately. */
  policy_changes: { channel_id: number | null; policy_at: string | null; consent_at: string | null }[];
}

const toTime = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const fromTime = (at: string | null) => (at === null ? null : Date.parse(at));

/** Formats facts for the API. */
export function toCheckFactsWire({ storefronts, missing, policyChanges }: CheckFacts): CheckFactsWire {
  return {
    storefronts: storefronts.map(({ channelId, ...facts }) => ({ channel_id: channelId, ...facts })),
    missing,
    policy_changes: policyChanges.map(({ channelId, policyAt, consentAt }) => ({
      channel_id: channelId,
      policy_at: toTime(policyAt),
      consent_at: toTime(consentAt),
    })),
  };
}

/** Reads facts from the API's response. */
export function fromCheckFactsWire({
  storefronts,
  missing,
  policy_changes: changes,
}: CheckFactsWire): CheckFacts {
  return {
    storefronts: storefronts.map(({ channel_id: channelId, ...facts }) => ({ channelId, ...facts })),
    missing,
    policyChanges: changes.map(({ channel_id: channelId, policy_at: policyAt, consent_at: consentAt }) => ({
      channelId,
      policyAt: fromTime(policyAt),
      consentAt: fromTime(consentAt),
    })),
  };
}

/** The settings of a scope at a moment in the past, with the name of the storefront. */
interface NamedPastScope extends PastScope {
  /** The last known name of the storefront; `null` for the whole store, and where it is not known. */
  name: string | null;
}

/** The state of all known scopes at a moment in the past. */
export interface PastState {
  /** Milliseconds since the epoch. */
  at: number;
  scopes: NamedPastScope[];
}

/** The same as the API writes it. */
export interface PastStateWire {
  data: {
    channel_id: number | null;
    name: string | null;
    settings: CustomerSettingsWire;
    /** ISO 8601, UTC; `null` where the scope was known. */
    unknown_until: string | null;
  }[];
  meta: { at: string };
}

/** @param names of storefronts, by id */
export function toPastStateWire(
  { at, scopes }: { at: number; scopes: readonly PastScope[] },
  names: Readonly<Record<string, string>>,
): PastStateWire {
  return {
    data: scopes.map(({ channelId, settings, unknownUntil }) => ({
      channel_id: channelId,
      name: channelId === null ? null : (names[channelId] ?? null),
      settings: toWireSettings(settings),
      unknown_until: toTime(unknownUntil),
    })),
    meta: { at: new Date(at).toISOString() },
  };
}

/** Reads the state from the API's response. */
export function fromPastStateWire({ data, meta }: PastStateWire): PastState {
  return {
    at: Date.parse(meta.at),
    scopes: data.map(({ channel_id: channelId, name, settings, unknown_until: until }) => ({
      channelId,
      name,
      settings: fromWireSettings(settings, channelId),
      unknownUntil: fromTime(until),
    })),
  };
}
