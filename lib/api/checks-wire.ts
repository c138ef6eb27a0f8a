import type { Market } from '../checks/checked-store';
import type { DismissedFinding } from '../checks/findings';

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
