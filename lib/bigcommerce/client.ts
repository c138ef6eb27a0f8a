import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pLimit, { type LimitFunction } from 'p-limit';
import { Pool } from 'undici';
import { AppError } from '../errors';
import { toAppError } from './answer-error';
import { backOffMs, rateLimitResetMs, type RetryPolicy, standardRetryPolicy } from './retry';

/** Whose settings, with whose permission. */
export interface StoreAccess {
  storeHash: string;
  accessToken: string;
}

export interface Call {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below `/stores/{storeHash}`, with its query, for instance `/v3/customers/settings`. */
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  /** A read that must not be answered by one that began earlier, because a write depends on it. */
  fresh?: boolean;
}

export interface BigCommerceClient {
  /**
   * Calls BigCommerce's REST API.
   *
   * @returns the parsed JSON of a 2xx answer, `null` for one without a body; to be checked by the caller
   * @throws {AppError} one of the codes of BigCommerce's answers
   */
  call(access: StoreAccess, call: Call): Promise<unknown>;
  close(): Promise<void>;
}

export interface ClientOptions {
  /** Origin of the REST API. */
  apiUrl: string;
  retryPolicy?: RetryPolicy;
  /** Told of each attempt that failed and is tried again. */
  onRetry?: (event: { storeHash: string; path: string; status: number | null; waitMs: number }) => void;
}

/** Calls under way at once for one store. BigCommerce allows 40 on customer groups; other apps want theirs. */
const callsPerStore = 8;
const storesRemembered = 2_000;
/** No answer we ask for comes near this many bytes. */
const answerMaxBytes = 8 * 1024 * 1024;

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

function callKey({ storeHash, accessToken }: StoreAccess, { path }: Call): string {
  const token = createHash('sha256').update(accessToken).digest('base64');
  return `${storeHash} ${token} ${path}`;
}

function parseAnswer({ text }: Answer): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('store_unreadable', { cause });
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > answerMaxBytes) throw new AppError('store_unreadable');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * The door to BigCommerce's REST API: connections kept alive, each attempt and each call bounded in time, a few
 * calls at once for one store, identical reads under way shared, 429 waited out as its header says, and GET and
 * PUT (which can be repeated harmlessly, RFC 9110 §9.2.2) tried again on 5xx and network faults.
 */
export function createBigCommerceClient(options: ClientOptions): BigCommerceClient {
  const policy = options.retryPolicy ?? standardRetryPolicy;
  const pool = new Pool(options.apiUrl, {
    connections: 64,
    keepAliveTimeout: 30_000,
    connectTimeout: policy.connectTimeoutMs,
    headersTimeout: policy.attemptTimeoutMs,
    bodyTimeout: policy.attemptTimeoutMs,
  });
  const limits = new LRUCache<string, LimitFunction>({ max: storesRemembered });
  const underWay = new Map<string, Promise<unknown>>();

  function limitOf(storeHash: string): LimitFunction {
    const limit = limits.get(storeHash) ?? pLimit(callsPerStore);
    limits.set(storeHash, limit);
    return limit;
  }

  async function attempt(
    { storeHash, accessToken }: StoreAccess,
    call: Call,
    timeLeftMs: number,
  ): Promise<Answer> {
    const headers: Record<string, string> = { Accept: 'application/json', 'X-Auth-Token': accessToken };
    if (call.body !== undefined) headers['Content-Type'] = 'application/json';
    const {
      statusCode,
      headers: answered,
      body,
    } = await pool.request({
      method: call.method,
      path: `/stores/${storeHash}${call.path}`,
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(policy.attemptTimeoutMs, timeLeftMs)))),
    });
    return { status: statusCode, headers: answered, text: await readText(body) };
  }

  async function callWithRetries(access: StoreAccess, call: Call): Promise<unknown> {
    const deadline = performance.now() + policy.callTimeoutMs;
    for (let tries = 1; ; tries++) {
      const outcome = await limitOf(access.storeHash)(() =>
        attempt(access, call, deadline - performance.now()).catch((error: unknown) => error as Error),
      );
      if (!(outcome instanceof Error) && outcome.status < 300) return parseAnswer(outcome);
      const waitMs = nextWaitMs(call, outcome, tries);
      if (waitMs === null || performance.now() + waitMs >= deadline) throw toAppError(outcome);
      const status = outcome instanceof Error ? null : outcome.status;
      options.onRetry?.({ storeHash: access.storeHash, path: call.path, status, waitMs });
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }

  function nextWaitMs(call: Call, outcome: Answer | Error, tries: number): number | null {
    if (outcome instanceof AppError || tries > policy.retries) return null;
    if (outcome instanceof Error)
      return call.method === 'POST' ? null : backOffMs(policy, tries, Math.random());
    if (outcome.status === 429) {
      const resetMs = rateLimitResetMs(outcome.headers) ?? backOffMs(policy, tries, Math.random());
      return resetMs <= policy.longestWaitMs ? resetMs : null;
    }
    const mayRepeat = outcome.status >= 500 && call.method !== 'POST';
    return mayRepeat ? backOffMs(policy, tries, Math.random()) : null;
  }

  function share(access: StoreAccess, call: Call): Promise<unknown> {
    const key = callKey(access, call);
    const known = underWay.get(key);
    if (known) return known;
    const started = callWithRetries(access, call).finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  }

  return {
    call: (access, call) =>
      call.method === 'GET' && !call.fresh ? share(access, call) : callWithRetries(access, call),
    close: () => pool.close(),
  };
}
