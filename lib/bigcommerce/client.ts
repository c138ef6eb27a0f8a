import { createHash } from 'node:crypto';
import { Pool } from 'undici';
import { offsetByDate } from '../clock-offsets';
import { AppError, type ErrorCode } from '../errors';
import { parseBody, readText } from './answer-body';
import { isFault, toStoreError } from './answer-error';
import { backOffMs, type RetryPolicy, standardRetryPolicy } from './retry';
import { createStoreGate, mostCallsInFlight, type StoreGate } from './store-gate';
import type { Outcome, StoreJob, Wish } from './waiting-calls';

/** The store to call, and its access token. */
export interface StoreAccess {
  storeHash: string;
  accessToken: string;
}

export interface Call extends Partial<Wish> {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** The path after `/stores/{storeHash}`, with its query, for instance `/v3/customers/settings`. */
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Whether the read must not share the response of one that began earlier, because a write depends on it. */
  fresh?: boolean;
  /** Whether the call is a write whose outcome the caller has to look up before it may be sent again. */
  once?: boolean;
  /** See lib/bigcommerce/traced-client.ts. */
  trace?: { headers: Readonly<Record<string, string>>; onAttempt: (ms: number, status: number) => void };
  /** The error code for a 404 on this path. */
  whenMissing?: ErrorCode;
}

export interface BigCommerceClient {
  /**
   * Calls BigCommerce's REST API.
   *
   * @returns the parsed JSON of a 2xx response, `null` for one without a body; the caller validates it
   * @throws {AppError} one of the codes of BigCommerce's responses
   */
  call(access: StoreAccess, call: Call): Promise<unknown>;
  /** The gate that decides when a call is made. */
  gate: Omit<StoreGate, 'run'>;
  close(): Promise<void>;
}

/** An attempt that failed and is made again. */
interface RetryEvent {
  storeHash: string;
  path: string;
  /** Null where the network failed. */
  status: number | null;
  waitMs: number;
  /** Of the request that the call is made for; another one may be what makes the queue go on. */
  requestId: string | undefined;
}

export interface ClientOptions {
  /** Origin of the REST API. */
  apiUrl: string;
  /** The `User-Agent` (RFC 9110 §10.1.5). */
  userAgent?: string;
  retryPolicy?: RetryPolicy;
  /** Called with how many milliseconds BigCommerce's clock is ahead of this server's, by answers that came at once. */
  onClockOffset?: (offsetMs: number) => void;
  /** Called for each failed attempt that is retried. */
  onRetry?: (event: RetryEvent) => void;
}

/** More than the gate lets through: no store waits for a connection that other stores hold. */
const connections = mostCallsInFlight + 64;
/** The largest response that is read, in bytes. Real ones are far smaller. */
const answerMaxBytes = 8 * 1024 * 1024;

function shareKey({ accessToken }: StoreAccess, { method, path, fresh }: Call): string | null {
  if (method !== 'GET' || fresh) return null;
  return `${createHash('sha256').update(accessToken).digest('base64')} ${path}`;
}

/** A read that a write depends on is part of a save. */
function toWish({ method, fresh, priority, rank, signal, onBegin }: Call): Wish {
  const usual = method === 'GET' && !fresh ? 'read' : 'save';
  return { priority: priority ?? usual, rank, signal, onBegin };
}

/** Connections to BigCommerce's REST API and what holds for each request on them. */
interface Connection {
  pool: Pool;
  userAgent: string;
  policy: RetryPolicy;
  onClockOffset: (offsetMs: number) => void;
}

function connect({
  apiUrl,
  userAgent,
  retryPolicy: policy = standardRetryPolicy,
  onClockOffset = () => undefined,
}: ClientOptions): Connection {
  const pool = new Pool(apiUrl, {
    connections,
    keepAliveTimeout: 30_000,
    connectTimeout: policy.connectTimeoutMs,
    headersTimeout: policy.attemptTimeoutMs,
    bodyTimeout: policy.attemptTimeoutMs,
  });
  return { pool, userAgent: userAgent ?? 'customer-settings', policy, onClockOffset };
}

async function attempt(
  { pool, userAgent, policy, onClockOffset }: Connection,
  { storeHash, accessToken }: StoreAccess,
  call: Call,
  timeLeftMs: number,
): Promise<Outcome> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'User-Agent': userAgent,
    'X-Auth-Token': accessToken,
    ...call.trace?.headers,
  };
  if (call.body !== undefined) headers['Content-Type'] = 'application/json';
  const sentAt = Date.now();
  const startedAt = performance.now();
  const answer = await pool.request({
    method: call.method,
    path: `/stores/${storeHash}${call.path}`,
    headers,
    body: call.body === undefined ? null : JSON.stringify(call.body),
    signal: AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(policy.attemptTimeoutMs, timeLeftMs)))),
  });
  const offsetMs = offsetByDate(answer.headers.date, sentAt, performance.now() - startedAt);
  if (offsetMs !== null) onClockOffset(offsetMs);
  const text = await readText(answer.headers, answer.body, answerMaxBytes);
  call.trace?.onAttempt(performance.now() - startedAt, answer.statusCode);
  return { status: answer.statusCode, headers: answer.headers, body: parseBody(text, answer.headers) };
}

function retryMs(
  policy: RetryPolicy,
  { method, once }: Call,
  outcome: Outcome,
  tries: number,
): number | null {
  const isRepeatable = method !== 'POST' && !once;
  if (!isRepeatable || outcome instanceof AppError || tries > policy.retries) return null;
  return isFault(outcome) ? backOffMs(policy, tries, Math.random()) : null;
}

/**
 * BigCommerce's REST API behind a {@link StoreGate}: connections kept alive, each attempt and each call bounded in time,
 * and calls that can be repeated harmlessly (RFC 9110 §9.2.2) tried again on 5xx and network faults.
 */
export function createBigCommerceClient(options: ClientOptions): BigCommerceClient {
  const connection = connect(options);
  const { pool, policy } = connection;
  const gate = createStoreGate();

  function toJob(access: StoreAccess, call: Call): StoreJob {
    const { storeHash } = access;
    return {
      shareKey: shareKey(access, call),
      isWrite: call.method !== 'GET',
      timeLimitMs: policy.callTimeoutMs,
      attempt: (timeLeftMs) => attempt(connection, access, call, timeLeftMs),
      retryMs: (outcome, tries) => retryMs(policy, call, outcome, tries),
      onRetry: (outcome, waitMs) => {
        const status = outcome instanceof Error ? null : outcome.status;
        const requestId = call.trace?.headers['X-Request-Id'];
        options.onRetry?.({ storeHash, path: call.path, status, waitMs, requestId });
      },
    };
  }

  return {
    async call(access, call) {
      const outcome = await gate.run(access.storeHash, toJob(access, call), toWish(call));
      if (outcome instanceof Error || outcome.status >= 300 || outcome.body.kind !== 'json')
        throw toStoreError(outcome, call.whenMissing);
      return outcome.body.value;
    },
    gate,
    close: () => pool.close(),
  };
}
