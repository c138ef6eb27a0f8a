/** Why the check of a policy address ended without a response. Each is a message key under `policyCheck.failures`. */
export type PolicyCheckFailure =
  | 'not_https'
  | 'other_port'
  | 'has_credentials'
  | 'not_public'
  | 'name_unknown'
  | 'lookup_failed'
  | 'not_connected'
  | 'certificate_invalid'
  | 'timeout'
  | 'too_many_redirects'
  | 'redirect_invalid'
  | 'answer_unreadable';

/** The result of a request for a policy address. */
export interface PolicyCheck {
  /** The address as it was checked. */
  url: string;
  /** Milliseconds since the epoch. */
  checkedAt: number;
  /** `null` where the server at the end of the redirects answered. */
  failure: PolicyCheckFailure | null;
  /** The last address that was requested or refused. */
  finalUrl: string;
  redirects: number;
  /** The HTTP status of the last response; `null` where there was none. */
  status: number | null;
  /** The media type of the last response without its parameters. */
  contentType: string | null;
  isEmpty: boolean;
  /** Whether the address redirects to the home page of a host. */
  toHomePage: boolean;
  /** Whether the address redirects to a page where visitors sign in. */
  toSignIn: boolean;
  /** Whether the host is the store's own; `null` where the store's hosts are not known. */
  isOwnHost: boolean | null;
}

/** The problems of a policy page, worst first. Each is a message key under `policyCheck.problems`. */
export type PolicyCheckProblem =
  'unreachable' | 'signIn' | 'badStatus' | 'homePage' | 'notAPage' | 'empty' | 'otherHost';

/** The status of a page that wants its visitors to sign in (RFC 9110 §15.5.2). */
const unauthorized = 401;

const pageTypes: readonly string[] = ['text/html', 'application/xhtml+xml', 'application/pdf', 'text/plain'];

/**
 * The problems that a check found. `otherHost` is a notice only: a policy may stand on another host.
 *
 * @returns none where shoppers can read the page
 */
export function policyCheckProblems(check: PolicyCheck): PolicyCheckProblem[] {
  if (check.failure !== null || check.status === null) return ['unreachable'];
  const otherHost: PolicyCheckProblem[] = check.isOwnHost === false ? ['otherHost'] : [];
  if (check.toSignIn || check.status === unauthorized) return ['signIn', ...otherHost];
  if (check.status < 200 || check.status > 299) return ['badStatus', ...otherHost];
  const found: PolicyCheckProblem[] = [];
  if (check.toHomePage) found.push('homePage');
  if (!pageTypes.includes(check.contentType ?? '')) found.push('notAPage');
  if (check.isEmpty) found.push('empty');
  return [...found, ...otherHost];
}

/** A check that found nothing to mend, apart from a notice. */
export function isPolicyReadable(check: PolicyCheck): boolean {
  return policyCheckProblems(check).every((problem) => problem === 'otherHost');
}
