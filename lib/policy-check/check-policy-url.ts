import { Agent, errors, request } from 'undici';
import type { Dispatcher } from 'undici';
import { limits } from '../limits';
import type { PolicyCheck, PolicyCheckFailure } from '../settings/policy-check';
import { type Dial, dialJudged, HostLookupError, type ResolveHost, resolveHost } from './dial';
import { isPublicAddress, urlRefusal } from './public-address';

/** The result of the network requests, before the store's own hosts are compared. */
export type ReachedPolicy = Omit<PolicyCheck, 'checkedAt' | 'isOwnHost'>;

export interface PolicyCheckOptions {
  userAgent: string;
  /** DNS and TLS of the internet, unless a test or a sandbox brings its own. */
  resolve?: ResolveHost;
  dial?: Dial;
  /** The longest time of a whole check, in milliseconds. */
  timeLimitMs?: number;
}

/** The longest media type that is stored, in characters. */
const contentTypeMaxLength = 100;

class CheckFailure extends Error {
  readonly failure: PolicyCheckFailure;

  constructor(failure: PolicyCheckFailure) {
    super(failure);
    this.failure = failure;
  }
}

/** The requests of one check: they share their connections, and each host is resolved once. */
class PolicyRequests {
  private readonly judged = new Map<string, readonly string[]>();
  private readonly agent: Agent;
  private readonly options: Required<PolicyCheckOptions>;
  private readonly signal: AbortSignal;

  constructor(options: Required<PolicyCheckOptions>, signal: AbortSignal) {
    this.options = options;
    this.signal = signal;
    this.agent = new Agent({
      connect: options.dial(this.judged),
      allowH2: false,
      maxHeaderSize: limits.headBytes,
      headersTimeout: options.timeLimitMs,
      bodyTimeout: options.timeLimitMs,
    });
  }

  /** @throws {CheckFailure} where the address must not be requested */
  async judge(url: URL): Promise<void> {
    const refusal = urlRefusal(url);
    if (refusal !== null) throw new CheckFailure(refusal);
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (this.judged.has(host)) return;
    const addresses = isPublicAddress(host) ? [host] : await this.options.resolve(host, this.signal);
    this.signal.throwIfAborted();
    if (addresses.length === 0) throw new CheckFailure('name_unknown');
    if (!addresses.every(isPublicAddress)) throw new CheckFailure('not_public');
    this.judged.set(host, addresses);
  }

  send(method: 'HEAD' | 'GET', url: URL): Promise<Dispatcher.ResponseData> {
    return request(url, {
      method,
      dispatcher: this.agent,
      signal: this.signal,
      headers: {
        'User-Agent': this.options.userAgent,
        Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        // An uncompressed body cannot expand beyond the limit.
        'Accept-Encoding': 'identity',
      },
    });
  }

  close(): void {
    void this.agent.destroy();
  }
}

function redirectTarget({ statusCode, headers }: Dispatcher.ResponseData): string | null {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return null;
  return typeof location === 'string' ? location : (location[0] ?? null);
}

/** Reads no more of a body than the limit, and closes the connection where there is more. */
async function readStart({ body }: Dispatcher.ResponseData): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= limits.policyCheckBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, limits.policyCheckBytes);
}

const signInPath = /(?:^|[/_-])(?:log-?in|sign-?in|password|authenticate)(?:[./_-]|$)/i;

function leadsToSignIn(from: URL, to: URL, start: string): boolean {
  if (from.href === to.href || signInPath.test(from.pathname)) return false;
  return signInPath.test(to.pathname) || /type=["']?password\b/i.test(start);
}

function mediaType(value: string | string[] | undefined): string | null {
  const [type = ''] = (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).split(';', 1);
  const name = type.trim().toLowerCase();
  return name === '' ? null : name.slice(0, contentTypeMaxLength);
}

const isCertificateError =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

function toFailure(thrown: unknown, signal: AbortSignal): PolicyCheckFailure {
  if (thrown instanceof CheckFailure) return thrown.failure;
  if (signal.aborted) return 'timeout';
  if (thrown instanceof HostLookupError) return 'lookup_failed';
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (isCertificateError.test(code)) return 'certificate_invalid';
  if (thrown instanceof errors.HeadersTimeoutError || thrown instanceof errors.ConnectTimeoutError)
    return 'timeout';
  if (thrown instanceof errors.HeadersOverflowError || thrown instanceof errors.HTTPParserError)
    return 'answer_unreadable';
  return 'not_connected';
}

/** Whether the server closed the connection instead of answering. */
function isClosed(thrown: unknown): boolean {
  return (
    thrown instanceof errors.SocketError ||
    (thrown instanceof Error && 'code' in thrown && thrown.code === 'ECONNRESET')
  );
}

/** Follows redirects with HEAD to the last address, then reads the start of its page with GET. */
async function reach(requests: PolicyRequests, url: string, reached: ReachedPolicy): Promise<void> {
  const first = new URL(url);
  let current = first;
  let method: 'HEAD' | 'GET' = 'HEAD';
  for (;;) {
    reached.finalUrl = current.href;
    await requests.judge(current);
    const answer = await requests.send(method, current).catch((thrown: unknown) => {
      if (method === 'HEAD' && isClosed(thrown)) return null;
      throw thrown;
    });
    if (answer === null) {
      method = 'GET';
      continue;
    }
    const target = redirectTarget(answer);
    if (target !== null) {
      await answer.body.dump({ limit: 0 }).catch(() => undefined);
      reached.redirects += 1;
      if (reached.redirects > limits.policyCheckRedirects) throw new CheckFailure('too_many_redirects');
      const next = URL.parse(target, current);
      if (next === null) throw new CheckFailure('redirect_invalid');
      current = next;
    } else if (method === 'HEAD') {
      // Also after an error: some servers answer only GET.
      await answer.body.dump({ limit: 0 }).catch(() => undefined);
      method = 'GET';
    } else {
      const start = await readStart(answer);
      const isPlain = answer.headers['content-encoding'] === undefined;
      reached.status = answer.statusCode;
      reached.contentType = mediaType(answer.headers['content-type']);
      reached.isEmpty = start.byteLength === 0;
      reached.toHomePage = current.pathname === '/' && first.pathname !== '/';
      reached.toSignIn = leadsToSignIn(first, current, isPlain ? start.toString('latin1') : '');
      return;
    }
  }
}

/**
 * Requests a policy address as a shopper's browser would, without cookies, and reports what it finds. Each address on
 * the way is judged anew: https on port 443, every IP address of its host public; the connection goes to one of the
 * addresses that were judged. Never rejects: a failure is part of the result.
 *
 * @param url an absolute address that `policyUrlFault` accepts
 */
export async function checkPolicyUrl(url: string, options: PolicyCheckOptions): Promise<ReachedPolicy> {
  const complete = {
    resolve: resolveHost,
    dial: dialJudged,
    timeLimitMs: limits.policyCheckMs,
    ...options,
  };
  const signal = AbortSignal.timeout(complete.timeLimitMs);
  const requests = new PolicyRequests(complete, signal);
  const reached: ReachedPolicy = {
    url,
    failure: null,
    finalUrl: url,
    redirects: 0,
    status: null,
    contentType: null,
    isEmpty: false,
    toHomePage: false,
    toSignIn: false,
  };
  try {
    await reach(requests, url, reached);
  } catch (thrown) {
    reached.failure = toFailure(thrown, signal);
  } finally {
    requests.close();
  }
  return reached;
}
