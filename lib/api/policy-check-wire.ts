import type { PolicyCheck } from '../settings/policy-check';

/** A check of a policy address as the API writes it. Times are ISO 8601. */
export interface PolicyCheckWire {
  url: string;
  checked_at: string;
  failure: PolicyCheck['failure'];
  final_url: string;
  redirects: number;
  status: number | null;
  content_type: string | null;
  is_empty: boolean;
  to_home_page: boolean;
  to_sign_in: boolean;
  is_own_host: boolean | null;
}

/** Formats a check for the API. */
export function toPolicyCheckWire(check: PolicyCheck): PolicyCheckWire {
  return {
    url: check.url,
    checked_at: new Date(check.checkedAt).toISOString(),
    failure: check.failure,
    final_url: check.finalUrl,
    redirects: check.redirects,
    status: check.status,
    content_type: check.contentType,
    is_empty: check.isEmpty,
    to_home_page: check.toHomePage,
    to_sign_in: check.toSignIn,
    is_own_host: check.isOwnHost,
  };
}

/** Reads a check of the API's response. */
export function fromPolicyCheckWire(wire: PolicyCheckWire): PolicyCheck {
  return {
    url: wire.url,
    checkedAt: Date.parse(wire.checked_at),
    failure: wire.failure,
    finalUrl: wire.final_url,
    redirects: wire.redirects,
    status: wire.status,
    contentType: wire.content_type,
    isEmpty: wire.is_empty,
    toHomePage: wire.to_home_page,
    toSignIn: wire.to_sign_in,
    isOwnHost: wire.is_own_host,
  };
}
