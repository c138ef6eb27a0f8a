import { AppError, type AppErrorDetails, isErrorCode } from '../errors';
import { parseRetryAfter } from '../retry-after';
import type { TaggedSettings } from '../settings/customer-settings';
import { shownSettings } from '../settings/shown-settings';
import { fromWireSettings } from '../settings/wire';
import { type ProblemWire, type ReadWire, roleHeader, sessionHeader } from './contract';

/** Holds the browser's session: in memory and, where the browser allows it, in the tab's storage. */
export interface SessionHolder {
  /** The sealed session, or `null` when there is none. */
  current(): string | null;
  /** Called with the renewed seal of a response. */
  replace(seal: string): void;
  /** Called with the role that a response names. */
  noteRole(role: string): void;
}

interface ApiRequest {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** The scope whose settings are read or written, `null` for the whole store. */
  channelId?: number | null;
}

/**
 * Sends one request to the API of a store.
 *
 * @param path below `/api/stores/{storeHash}/`
 * @throws {AppError} the server's code, `offline` when no answer came, `session_missing` when there is none to send
 */
export type Send = (method: string, path: string, request?: ApiRequest) => Promise<Response>;

/** Throws `offline`. For `catch` on promises that need the network. */
export function lostConnection(cause: unknown): never {
  throw new AppError('offline', { cause });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('store_unreadable', { cause });
  }
}

/**
 * Reads a response of the app's own API.
 *
 * @throws {AppError} `offline` when the connection broke off, `store_unreadable` when the body is no JSON
 */
export async function readJson(response: Response): Promise<unknown> {
  return parseJson(await response.text().catch(lostConnection));
}

/**
 * Reads lines of JSON as they arrive.
 *
 * @throws {AppError} as {@link readJson}
 */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read().catch(lostConnection);
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield parseJson(line);
  }
}

/** The settings of a response with their tag, as the scope shows them. */
export function toTaggedSettings(
  response: Response,
  { data, meta }: ReadWire,
  channelId: number | null,
): TaggedSettings {
  return {
    settings: shownSettings(fromWireSettings(data, channelId), channelId),
    etag: meta.etag ?? response.headers.get('ETag') ?? '',
  };
}

/** Statuses with which a proxy answers for an app that does not respond, mostly with an HTML page. */
const proxyStatuses: readonly number[] = [502, 503, 504];

/**
 * The error that a problem document is about.
 *
 * @param problem may be any object, as a proxy may have written it
 * @param status of the response
 */
export function fromProblem(problem: Partial<ProblemWire>, status = 0): AppError {
  if (!isErrorCode(problem.code))
    return new AppError(proxyStatuses.includes(status) ? 'offline' : 'internal', { cause: status });
  const details: AppErrorDetails = {};
  if (problem.errors) details.fieldErrors = problem.errors;
  if (problem.values) details.messageValues = problem.values;
  return new AppError(problem.code, details);
}

/** @param channelId the scope whose settings the response can carry, `null` for the whole store */
async function fromProblemResponse(response: Response, channelId: number | null): Promise<AppError> {
  const problem = ((await response.json().catch(() => null)) ?? {}) as Partial<ProblemWire>;
  const error = fromProblem(problem, response.status);
  const retryAfter = parseRetryAfter(response.headers.get('Retry-After'));
  if (retryAfter !== undefined) error.details.retryAfterSeconds = retryAfter;
  const { data, etag } = problem;
  if (data)
    error.details.data = toTaggedSettings(
      response,
      { data, meta: etag === undefined ? {} : { etag } },
      channelId,
    );
  return error;
}

/**
 * Requests of the browser to the app's own API. They carry the session as a bearer token and nothing on their own:
 * no cookie is involved, so nothing can be forged across sites.
 *
 * @param storeHash the store that the session was made for
 */
export function createSend(storeHash: string, session: SessionHolder): Send {
  return async (method, path, sending = {}) => {
    const seal = session.current();
    if (seal === null) throw new AppError('session_missing');
    const headers: Record<string, string> = {
      ...sending.headers,
      Accept: 'application/json',
      Authorization: `Bearer ${seal}`,
    };
    const request: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit' };
    if (sending.signal) request.signal = sending.signal;
    if (sending.body !== undefined) {
      request.body = JSON.stringify(sending.body);
      headers['Content-Type'] = 'application/json';
    }
    const response = await fetch(`/api/stores/${storeHash}/${path}`, request).catch(lostConnection);
    const renewed = response.headers.get(sessionHeader);
    if (renewed) session.replace(renewed);
    const role = response.headers.get(roleHeader);
    if (role !== null) session.noteRole(role);
    if (!response.ok) throw await fromProblemResponse(response, sending.channelId ?? null);
    return response;
  };
}
