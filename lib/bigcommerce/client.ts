import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { Pool } from 'undici';
import { AppError, type ErrorCode } from '../errors';
import { rateLimited } from '../retry-after';
import { toStoreError } from './answer-error';
import {
  type AnswerHeaders,
  backOffMs,
  rateLimitResetMs,
  type RetryPolicy,
  standardRetryPolicy,
} from './retry';
import { createStoreQuotas, type StoreQuotas } from './store-quotas';

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
  /** A write whose outcome the caller has to look up before it may be sent again. */
  once?: boolean;
  /** Nobody waits for this call alone: it lets others go first, and a rate limit is told instead of waited out. */
  background?: boolean;
  /** What it means that BigCommerce has nothing at this path. */
  whenMissing?: ErrorCode;
  /** Called when BigCommerce is asked for this call's sake, and not where a read under way answers it. */
  onBegin?: () => void;
}

export interface BigCommerceClient {
  /**
   * Calls BigCommerce's REST API.
   *
   * @returns the parsed JSON of a 2xx answer, `null` for one without a body; to be checked by the caller
   * @throws {AppError} one of the codes of BigCommerce's answers
   */
  call(access: StoreAccess, call: Call): Promise<unknown>;
  /** What BigCommerce's answers tell of each store's rate limit. */
  quotas: Pick<StoreQuotas, 'waitMs'>;
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
/** Calls that may wait for their turn in one store. More would be answered after everybody has left. */
const callsWaitingPerStore = 64;
const storesRemembered = 2_000;
/** No answer we ask for comes near this many bytes. */
const answerMaxBytes = 8 * 1024 * 1024;

interface Answer {
  status: number;
  headers: AnswerHeaders;
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
  const queues = new LRUCache<string, PQueue>({ max: storesRemembered });
  const underWay = new Map<string, Promise<unknown>>();
  const quotas = createStoreQuotas();

  function queueOf(storeHash: string): PQueue {
    const queue = queues.get(storeHash) ?? new PQueue({ concurrency: callsPerStore });
    queues.set(storeHash, queue);
    return queue;
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

  /** One attempt when its turn has come, unless there is no time left for it: a write nobody waits for is not sent. */
  async function attemptInTurn(access: StoreAccess, call: Call, deadline: number): Promise<Answer | Error> {
    const queue = queueOf(access.storeHash);
    if (queue.size >= callsWaitingPerStore) throw rateLimited(null);
    const attemptNow = async () => {
      const timeLeftMs = deadline - performance.now();
      if (timeLeftMs <= 0) throw new AppError('store_timeout');
      return attempt(access, call, timeLeftMs).catch((error: unknown) => error as Error);
    };
    // A call that waits for its turn is as good as sent: it will take its part of the quota.
    const settle = quotas.begin(access.storeHash);
    let headers: AnswerHeaders | null = null;
    try {
      const outcome = await queue.add(attemptNow, { priority: call.background ? 0 : 1 });
      if (!(outcome instanceof Error)) ({ headers } = outcome);
      return outcome;
    } finally {
      settle(headers);
    }
  }

  async function callWithRetries(access: StoreAccess, call: Call): Promise<unknown> {
    const deadline = performance.now() + policy.callTimeoutMs;
    for (let tries = 1; ; tries++) {
      const outcome = await attemptInTurn(access, call, deadline);
      if (!(outcome instanceof Error) && outcome.status < 300) return parseAnswer(outcome);
      const waitMs = nextWaitMs(call, outcome, tries);
      if (waitMs === null || performance.now() + waitMs >= deadline)
        throw toStoreError(outcome, call.whenMissing);
      const status = outcome instanceof Error ? null : outcome.status;
      options.onRetry?.({ storeHash: access.storeHash, path: call.path, status, waitMs });
      await wait(waitMs);
    }
  }

  function nextWaitMs(call: Call, outcome: Answer | Error, tries: number): number | null {
    if (outcome instanceof AppError || tries > policy.retries) return null;
    const backOff = backOffMs(policy, tries, Math.random());
    const repeatable = call.method !== 'POST' && !call.once;
    if (outcome instanceof Error) return repeatable ? backOff : null;
    if (outcome.status === 429) {
      if (call.background) return null;
      const resetMs = rateLimitResetMs(outcome.headers) ?? backOff;
      return resetMs <= policy.longestWaitMs ? resetMs : null;
    }
    return outcome.status >= 500 && repeatable ? backOff : null;
  }

  function share(access: StoreAccess, call: Call): Promise<unknown> {
    const key = callKey(access, call);
    const known = underWay.get(key);
    if (known) return known;
    call.onBegin?.();
    const started = callWithRetries(access, call).finally(() => {
      if (underWay.get(key) === started) underWay.delete(key);
    });
    underWay.set(key, started);
    return started;
  }

  /** A read that began before a write tells nobody anything who asks after it. */
  function forgetReads({ storeHash }: StoreAccess): void {
    for (const key of underWay.keys()) if (key.startsWith(`${storeHash} `)) underWay.delete(key);
  }

  async function write(access: StoreAccess, call: Call): Promise<unknown> {
    forgetReads(access);
    try {
      return await callWithRetries(access, call);
    } finally {
      forgetReads(access);
    }
  }

  function route(access: StoreAccess, call: Call): Promise<unknown> {
    if (call.method !== 'GET') return write(access, call);
    if (!call.fresh) return share(access, call);
    call.onBegin?.();
    return callWithRetries(access, call);
  }

  return {
    call: route,
    quotas,
    close: () => pool.close(),
  };
}
