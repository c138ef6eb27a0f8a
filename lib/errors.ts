/** Everything that depends on the code of an error. */
interface ErrorRow {
  /** Of the HTTP response. */
  status: number;
  /**
   * Whether the same request can succeed later. A user can send it again; automatic retries wait for a rate limit as
   * long as it says, and for a server or another save a little longer each time. `afterReview`: only a request that the
   * user has looked at anew.
   */
  retry: 'never' | 'afterReview' | 'byHand' | 'afterRateLimit' | 'afterBackOff';
  /** The session that the error ends, all work in this tab, or every save until the user has acted. */
  ends: 'nothing' | 'saving' | 'work' | 'session';
  /** Whether BigCommerce may have written although the save failed. */
  write: 'none' | 'unclear';
  /** Where it is shown: in the app, on a page rendered by the server, or in the response to another server only. */
  shown: 'app' | 'page' | 'answer';
  /** Where its detail says what happened to a read as well; other details are about a save. */
  detailForReads?: true;
  /** Refused because of who asks, besides sessions that are over: the log names the caller. */
  deniesAccess?: true;
}

/**
 * The closed list of errors. Clients of the API rely on the codes: a code is never renamed. Its message is
 * `errors.{code}` in lib/i18n/messages.
 */
export const errorTable = {
  // The request
  request_malformed: { status: 400, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  too_many_parameters: { status: 400, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  request_aborted: { status: 400, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'app' },
  request_timeout: { status: 408, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'app' },
  url_too_long: { status: 414, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  headers_too_large: { status: 431, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  malformed_json: { status: 400, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  method_not_allowed: { status: 405, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  body_too_large: { status: 413, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  unsupported_media_type: { status: 415, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  invalid_fields: { status: 422, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  invalid_change_headers: { status: 422, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  reason_required: { status: 422, retry: 'afterReview', ends: 'saving', write: 'none', shown: 'app' },
  if_match_required: { status: 428, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  export_running: {
    status: 409,
    retry: 'byHand',
    ends: 'nothing',
    write: 'none',
    shown: 'app',
    detailForReads: true,
  },
  policy_checks_limited: {
    status: 429,
    retry: 'afterRateLimit',
    ends: 'nothing',
    write: 'none',
    shown: 'app',
  },
  not_found: { status: 404, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },

  // The session
  session_missing: {
    status: 401,
    retry: 'never',
    ends: 'session',
    write: 'none',
    shown: 'app',
    detailForReads: true,
  },
  session_invalid: { status: 401, retry: 'never', ends: 'session', write: 'none', shown: 'app' },
  session_expired: { status: 401, retry: 'never', ends: 'session', write: 'none', shown: 'app' },
  session_ended: { status: 401, retry: 'never', ends: 'session', write: 'none', shown: 'app' },
  installation_gone: { status: 401, retry: 'never', ends: 'session', write: 'none', shown: 'app' },
  user_removed: {
    status: 401,
    retry: 'never',
    ends: 'session',
    write: 'none',
    shown: 'app',
    detailForReads: true,
  },
  role_insufficient: {
    status: 403,
    retry: 'never',
    ends: 'saving',
    write: 'none',
    shown: 'app',
    deniesAccess: true,
  },
  role_fixed: { status: 409, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  role_changed: { status: 409, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  store_mismatch: {
    status: 409,
    retry: 'never',
    ends: 'work',
    write: 'none',
    shown: 'app',
    deniesAccess: true,
  },

  // Saving
  settings_changed: { status: 412, retry: 'afterReview', ends: 'nothing', write: 'none', shown: 'app' },
  settings_busy: { status: 409, retry: 'afterBackOff', ends: 'nothing', write: 'none', shown: 'app' },

  // BigCommerce's answers
  store_token_rejected: { status: 502, retry: 'never', ends: 'work', write: 'none', shown: 'app' },
  oauth_scope_missing: { status: 403, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  channel_not_found: { status: 404, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  store_conflict: { status: 409, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'app' },
  rejected_by_store: { status: 422, retry: 'never', ends: 'nothing', write: 'none', shown: 'app' },
  store_locked: { status: 423, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'app' },
  store_rate_limited: { status: 429, retry: 'afterRateLimit', ends: 'nothing', write: 'none', shown: 'app' },
  store_not_answering: { status: 503, retry: 'afterBackOff', ends: 'nothing', write: 'none', shown: 'app' },
  store_failed: { status: 502, retry: 'byHand', ends: 'nothing', write: 'unclear', shown: 'app' },
  store_unreadable: { status: 502, retry: 'byHand', ends: 'nothing', write: 'unclear', shown: 'app' },
  store_unavailable: { status: 503, retry: 'byHand', ends: 'nothing', write: 'unclear', shown: 'app' },
  store_timeout: { status: 504, retry: 'byHand', ends: 'nothing', write: 'unclear', shown: 'app' },

  // Callbacks and webhooks
  payload_missing: { status: 400, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_malformed: { status: 400, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_signature_invalid: { status: 401, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_algorithm_refused: { status: 401, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_expired: { status: 401, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_not_yet_valid: { status: 401, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_stale: { status: 401, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_audience_wrong: { status: 403, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_issuer_wrong: { status: 403, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_claims_invalid: { status: 422, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_reused: { status: 409, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  payload_superseded: { status: 401, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  grant_reused: { status: 409, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  login_busy: { status: 503, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'page' },
  too_many_attempts: { status: 429, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'page' },
  prefetch_refused: { status: 503, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'page' },
  grant_query_invalid: { status: 400, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  context_invalid: { status: 400, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  grant_rejected: { status: 401, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  context_mismatch: { status: 403, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  grant_scopes_missing: { status: 403, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  login_failed: { status: 502, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'page' },
  login_unreadable: { status: 502, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'page' },
  login_timeout: { status: 504, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'page' },
  not_installed: { status: 404, retry: 'never', ends: 'nothing', write: 'none', shown: 'page' },
  webhook_untrusted: { status: 401, retry: 'never', ends: 'nothing', write: 'none', shown: 'answer' },

  // Ourselves
  starting: { status: 503, retry: 'afterBackOff', ends: 'nothing', write: 'none', shown: 'app' },
  stopping: { status: 503, retry: 'afterBackOff', ends: 'nothing', write: 'none', shown: 'app' },
  database_unavailable: { status: 503, retry: 'byHand', ends: 'nothing', write: 'none', shown: 'app' },
  offline: { status: 503, retry: 'afterBackOff', ends: 'nothing', write: 'unclear', shown: 'app' },
  internal: { status: 500, retry: 'byHand', ends: 'nothing', write: 'unclear', shown: 'app' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

/** The part of an error that the predicates below read. */
type Coded = Readonly<{ code: ErrorCode }>;

export interface AppErrorDetails {
  /** Wire path of a field, such as `privacy_settings.policy_url`, to a message a merchant can read. */
  fieldErrors?: Record<string, string>;
  /** Seconds after which a retry makes sense. */
  retryAfterSeconds?: number;
  /** Values for the placeholders of the code's message, such as the seconds to wait. */
  messageValues?: Record<string, string | number>;
  /** Lists for its placeholders, such as the names of missing scopes. The reader's language joins them. */
  messageLists?: Record<string, readonly string[]>;
  /** Data that the caller needs to continue, for instance the current settings on `settings_changed`. */
  data?: unknown;
  /** The entity tag of settings in `data`. */
  etag?: string;
  /** Further response headers, such as `Allow`. */
  headers?: Record<string, string>;
  /** The underlying error. It is logged, redacted, and never part of a response. */
  cause?: unknown;
}

const brand = Symbol.for('customer-settings.app-error');

/** A failure with one of the codes of {@link errorTable}. */
export class AppError extends Error {
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: AppErrorDetails;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = errorTable[code].status;
    this.details = details;
  }

  /**
   * Each bundle of the server has its own copy of this class, and services made in one bundle throw into another. So
   * `instanceof` compares a brand instead of the class.
   */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === 'object' && value !== null && brand in value;
  }
}

/**
 * Whether a value is one of the error codes.
 *
 * @param value anything, typically the `code` member of a problem document
 */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorTable, value);
}

/**
 * Converts anything thrown to an {@link AppError}. An error of another class is a bug: it becomes `internal`, and its
 * reason is only logged.
 *
 * @param thrown anything
 */
export function toAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('internal', { cause: thrown });
}

/** Whether the same request can succeed later. */
export function canRetry({ code }: Coded): boolean {
  const { retry } = errorTable[code];
  return retry !== 'never' && retry !== 'afterReview';
}

/** Whether a retry can help once the user has looked at the request anew: at newer values, or for a reason. */
export function needsReview({ code }: Coded): boolean {
  return errorTable[code].retry === 'afterReview';
}

/** Whether a retry has to wait until a rate limit allows it. */
export function isRateLimited({ code }: Coded): boolean {
  return errorTable[code].retry === 'afterRateLimit';
}

/** Whether a retry can help once a server is back or another save is over. Automatic retries back off. */
export function retryBacksOff({ code }: Coded): boolean {
  return errorTable[code].retry === 'afterBackOff';
}

/** Whether every further request of this session fails, so that only opening the app again helps. */
export function endsSession({ code }: Coded): boolean {
  return errorTable[code].ends === 'session';
}

/** Whether no further request of this tab can succeed: its session is over, or its permission for the store is. */
export function endsWork({ code }: Coded): boolean {
  const { ends } = errorTable[code];
  return ends === 'work' || ends === 'session';
}

/** Whether every further save of this tab fails in the same way, until the user has acted. */
export function endsSaving({ code }: Coded): boolean {
  return errorTable[code].ends !== 'nothing';
}

/** Whether BigCommerce may have written although the save failed. */
export function isWriteUnclear({ code }: Coded): boolean {
  return errorTable[code].write === 'unclear';
}

/** Whether the browser may have to show this error, so that its messages are sent to it. */
export function isShownInApp({ code }: Coded): boolean {
  return errorTable[code].shown === 'app';
}

/** Whether the detail of the error's message holds for a failed read as well, and not only for a save. */
export function hasDetailForReads({ code }: Coded): boolean {
  const row: ErrorRow = errorTable[code];
  return row.detailForReads === true;
}

/** Whether the session does not count, or its user may not do this. */
export function deniesAccess({ code }: Coded): boolean {
  const row: ErrorRow = errorTable[code];
  return row.ends === 'session' || row.deniesAccess === true;
}
