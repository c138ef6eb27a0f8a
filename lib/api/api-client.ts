import { type CustomerSettingsWire, fromWireSettings, fromWirePath, toWireSettings } from '../settings/wire';
import type { ChangesApi } from './changes-api';
import { AppError, type AppErrorDetails, isErrorCode } from '../errors';
import { parseRetryAfter } from '../retry-after';
import { lostConnection, readJson, readLines } from './response-body';
import type { ChangeOrigin, SideEffects } from '../settings/change';
import type { CustomerGroupList } from '../settings/customer-group';
import type { CustomerSettings, SettingField } from '../settings/customer-settings';
import { shownSettings } from '../settings/shown-settings';
import type { Storefront } from '../settings/storefront';

/** Settings together with the tag that a save has to be based on. */
export interface TaggedSettings {
  settings: CustomerSettings;
  etag: string;
}

/** What a save did. `notStored` names the fields that BigCommerce took and then did not keep. */
export interface SavedSettings extends TaggedSettings {
  notStored: SettingField[];
  /** Fields that changed though they were not sent; `null` or absent where there were none. */
  sideEffects?: SideEffects | null;
  /** Names the change in the history; `null` where the answer did not tell. */
  changeId: string | null;
}

/** How the browser holds its session: in memory and, where the browser allows it, in the tab's storage. */
export interface SessionHolder {
  /** The sealed session, or `null` when there is none. */
  current(): string | null;
  /** Called with the seal that an answer renewed. */
  replace(seal: string): void;
}

/** The settings of one level, as the browser reads and saves them. */
export interface SettingsApi {
  get(): Promise<TaggedSettings>;
  /**
   * @param changes only the fields that the person changed
   * @param options `origin` for a save that is more than what a person typed into a form
   */
  put(
    changes: CustomerSettings,
    etag: string,
    options?: { origin?: ChangeOrigin; signal?: AbortSignal },
  ): Promise<SavedSettings>;
}

/** What comes in while many storefronts are read. */
export interface StorefrontRowListener {
  onRow: (channelId: number, row: TaggedSettings | AppError) => void;
  /** The store's rate limit makes the rows that follow wait so many seconds. */
  onPause: (seconds: number) => void;
}

export interface ApiClient extends ChangesApi {
  storeSettings: SettingsApi;
  storefrontSettings(channelId: number): SettingsApi;
  getStorefronts(): Promise<Storefront[]>;
  /**
   * Reads the settings of up to 250 storefronts, in the given order, and tells of each as it comes.
   *
   * @param options `inView` for storefronts that somebody looks at now
   * @returns when all have come
   */
  readStorefronts(
    channelIds: readonly number[],
    listener: StorefrontRowListener,
    options: { inView: boolean; signal: AbortSignal },
  ): Promise<void>;
  getCustomerGroups(): Promise<CustomerGroupList>;
  /** Asks for a fresh seal; the answer's header carries it. */
  renewSession(): Promise<void>;
  /** Ends the session on every server. */
  endSession(): Promise<void>;
}

/** Answers carry a renewed seal in this header. */
export const sessionHeader = 'X-Session';

/** A save's answer names its change in this header. */
export const changeIdHeader = 'X-Change-Id';

/** In these headers a save says what it is part of. */
export const originHeaders = {
  source: 'X-Change-Source',
  groupId: 'X-Change-Group',
  restoresId: 'X-Change-Restores',
  /** Percent-encoded UTF-8: a header holds no other letters than ASCII's. */
  note: 'X-Change-Note',
} as const;

const ownSave: ChangeOrigin = { source: 'app' };

/** A form's own save says nothing: that is what a save is unless told otherwise. */
function toOriginHeaders(origin: ChangeOrigin): Record<string, string> {
  const { source, groupId, restoresId, note } = origin;
  return {
    ...(source === 'app' ? {} : { [originHeaders.source]: source }),
    ...(groupId === undefined ? {} : { [originHeaders.groupId]: groupId }),
    ...(restoresId === undefined ? {} : { [originHeaders.restoresId]: restoresId }),
    ...(note === undefined ? {} : { [originHeaders.note]: encodeURIComponent(note) }),
  };
}

const settingsPath = 'v3/customers/settings';

/** The tag of settings stands in the body as well as in the header, which a proxy may change or remove. */
interface Tagged {
  etag?: string;
}

interface Problem extends Tagged {
  code?: unknown;
  errors?: Record<string, string>;
  data?: CustomerSettingsWire;
  values?: Record<string, string | number>;
}

/** One line of the answer about many storefronts. */
type StorefrontLine =
  | { channel_id: number; etag: string; data: CustomerSettingsWire }
  | { channel_id: number; problem: Problem }
  | { pause_seconds: number };

/** With these a proxy answers in the place of an app that does not answer it, mostly with a page of HTML. */
const proxyStatuses: readonly number[] = [502, 503, 504];

function fromProblem(problem: Problem, status = 0): AppError {
  if (!isErrorCode(problem.code))
    return new AppError(proxyStatuses.includes(status) ? 'offline' : 'internal', { cause: status });
  const details: AppErrorDetails = {};
  if (problem.errors) details.fieldErrors = problem.errors;
  if (problem.values) details.messageValues = problem.values;
  return new AppError(problem.code, details);
}

function tagOf({ headers }: Response, { etag }: Tagged): string {
  return etag ?? headers.get('ETag') ?? '';
}

/** @param channelId the scope whose settings the response can carry, `null` for the whole store */
async function fromProblemResponse(response: Response, channelId: number | null): Promise<AppError> {
  const problem = ((await response.json().catch(() => null)) ?? {}) as Problem;
  const error = fromProblem(problem, response.status);
  const retryAfter = parseRetryAfter(response.headers.get('Retry-After'));
  if (retryAfter !== undefined) error.details.retryAfterSeconds = retryAfter;
  if (problem.data) {
    const current: TaggedSettings = {
      settings: shownSettings(fromWireSettings(problem.data, channelId), channelId),
      etag: tagOf(response, problem),
    };
    error.details.data = current;
  }
  return error;
}

function tellOfLine(line: StorefrontLine, { onRow, onPause }: StorefrontRowListener): void {
  if ('pause_seconds' in line) onPause(line.pause_seconds);
  else if ('problem' in line) onRow(line.channel_id, fromProblem(line.problem));
  else onRow(line.channel_id, { settings: fromWireSettings(line.data, line.channel_id), etag: line.etag });
}

interface Sending {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** The scope whose settings are read or written, `null` for the whole store. */
  channelId?: number | null;
}

/**
 * The app's own API, as the browser uses it. Sends the session as a bearer token and nothing on its own:
 * no cookie is involved, so nothing can be forged across sites.
 *
 * @param storeHash the store that the session was made for
 * @param session where the sealed session is kept
 * @returns calls that answer with domain values or throw {@link AppError}: the server's code, `offline` when
 *   no answer came, `session_missing` when there is no session to send
 */
export function createApiClient(storeHash: string, session: SessionHolder): ApiClient {
  async function send(method: string, path: string, sending: Sending = {}) {
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
    if (!response.ok) throw await fromProblemResponse(response, sending.channelId ?? null);
    return response;
  }

  function settingsOf(channelId: number | null): SettingsApi {
    const path = channelId === null ? settingsPath : `${settingsPath}/channels/${channelId}`;
    return {
      async get() {
        const response = await send('GET', path, { channelId });
        const { data, meta } = (await readJson(response)) as { data: CustomerSettingsWire; meta: Tagged };
        return {
          settings: shownSettings(fromWireSettings(data, channelId), channelId),
          etag: tagOf(response, meta),
        };
      },
      async put(changes, etag, { origin = ownSave, signal } = {}) {
        const headers = { 'If-Match': etag, ...toOriginHeaders(origin) };
        const response = await send('PUT', path, {
          body: toWireSettings(changes),
          headers,
          signal,
          channelId,
        });
        const { data, meta } = (await readJson(response)) as {
          data: CustomerSettingsWire;
          meta: Tagged & {
            not_stored: string[];
            side_effects: Record<keyof SideEffects, CustomerSettingsWire> | null;
          };
        };
        return {
          settings: shownSettings(fromWireSettings(data, channelId), channelId),
          etag: tagOf(response, meta),
          notStored: meta.not_stored.map(fromWirePath).filter((field) => field !== null),
          sideEffects: meta.side_effects && {
            before: fromWireSettings(meta.side_effects.before, channelId),
            stored: fromWireSettings(meta.side_effects.stored, channelId),
          },
          changeId: response.headers.get(changeIdHeader),
        };
      },
    };
  }

  /** The first view of the app shows no history: what reads it comes with its first call. */
  async function changes(): Promise<ChangesApi> {
    const { createChangesApi } = await import('./changes-api').catch(lostConnection);
    return createChangesApi((path, signal) => send('GET', path, { signal }));
  }

  return {
    storeSettings: settingsOf(null),
    storefrontSettings: settingsOf,
    async getStorefronts() {
      const response = await send('GET', 'v3/channels');
      const { data } = (await readJson(response)) as { data: Storefront[] };
      return data;
    },
    async readStorefronts(channelIds, listener, { inView, signal }) {
      const query = `channel_id:in=${channelIds.join(',')}&in_view=${String(inView)}`;
      const { body } = await send('GET', `${settingsPath}/channels?${query}`, { signal });
      if (body === null) throw new AppError('offline');
      for await (const line of readLines(body)) tellOfLine(line as StorefrontLine, listener);
    },
    async getCustomerGroups() {
      const response = await send('GET', 'v2/customer_groups');
      const { data, meta } = (await readJson(response)) as {
        data: CustomerGroupList['groups'];
        meta: Pick<CustomerGroupList, 'complete'>;
      };
      return { groups: data, complete: meta.complete };
    },
    getChanges: async (...asked) => (await changes()).getChanges(...asked),
    getChangesOfEntry: async (...asked) => (await changes()).getChangesOfEntry(...asked),
    getChange: async (...asked) => (await changes()).getChange(...asked),
    getChangePeople: async () => (await changes()).getChangePeople(),
    downloadChanges: async (...asked) => (await changes()).downloadChanges(...asked),
    async renewSession() {
      await send('POST', 'session');
    },
    async endSession() {
      await send('DELETE', 'session');
    },
  };
}
