/**
 * The closed list of what can go wrong, each with its HTTP status. A code is a promise to whoever reads our
 * answers: it is never renamed, and its message is looked up under `errors.{code}` in lib/i18n/messages.
 */
export const errorStatuses = {
  // The request
  request_malformed: 400,
  too_many_parameters: 400,
  request_aborted: 400,
  request_timeout: 408,
  url_too_long: 414,
  headers_too_large: 431,
  malformed_json: 400,
  method_not_allowed: 405,
  body_too_large: 413,
  unsupported_media_type: 415,
  invalid_fields: 422,
  invalid_change_headers: 422,
  if_match_required: 428,
  not_found: 404,

  // The session
  session_missing: 401,
  session_invalid: 401,
  session_expired: 401,
  session_ended: 401,
  installation_gone: 401,
  user_removed: 401,
  store_mismatch: 409,

  // Saving
  settings_changed: 412,
  settings_busy: 409,

  // BigCommerce's answers
  store_token_rejected: 502,
  oauth_scope_missing: 403,
  channel_not_found: 404,
  store_conflict: 409,
  rejected_by_store: 422,
  store_locked: 423,
  store_rate_limited: 429,
  store_failed: 502,
  store_unreadable: 502,
  store_unavailable: 503,
  store_timeout: 504,

  // Callbacks
  payload_missing: 400,
  payload_malformed: 400,
  payload_signature_invalid: 401,
  payload_algorithm_refused: 401,
  payload_expired: 401,
  payload_not_yet_valid: 401,
  payload_stale: 401,
  payload_audience_wrong: 403,
  payload_issuer_wrong: 403,
  payload_claims_invalid: 422,
  payload_reused: 409,
  grant_query_invalid: 400,
  context_invalid: 400,
  grant_rejected: 401,
  context_mismatch: 403,
  grant_scopes_missing: 403,
  login_failed: 502,
  login_unreadable: 502,
  login_timeout: 504,
  not_installed: 404,
  webhook_untrusted: 401,

  // Ourselves
  starting: 503,
  stopping: 503,
  database_unavailable: 503,
  offline: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatuses;

export interface AppErrorDetails {
  /** Wire path of a field, such as `privacy_settings.policy_url`, to a message a merchant can read. */
  fieldErrors?: Record<string, string>;
  /** Seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
  /** Values for the placeholders of the code's message, such as the names of missing scopes. */
  messageValues?: Record<string, string | number>;
  /** What the caller needs to go on, for instance the current settings on `settings_changed`. */
  data?: unknown;
  /** Further response headers, such as `Allow` or `ETag`. */
  headers?: Record<string, string>;
  /** What really happened. Goes to the log, redacted, and never to an answer. */
  cause?: unknown;
}

const brand = Symbol.for('customer-settings.app-error');

/** A failure we know by name. Whatever reaches the edge and is none of these is answered as `internal`. */
export class AppError extends Error {
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: AppErrorDetails;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = errorStatuses[code];
    this.details = details;
  }

  /**
   * A server has this class once for each bundle that holds it, and services made in one bundle throw into
   * another: what counts is the brand, not the class.
   */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === 'object' && value !== null && brand in value;
  }
}

/**
 * Tells whether an unknown string is one of our codes.
 *
 * @param value anything, typically the `code` member of a problem document
 */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorStatuses, value);
}
