import {
  type CustomerSettingsWire,
  fromWireSettings,
  fromWirePath,
  toWireSettings,
} from './bigcommerce/customer-settings-wire';
import { AppError, type AppErrorDetails, isErrorCode } from './errors';
import type { CustomerGroupList } from './settings/customer-group';
import type { CustomerSettings, SettingField } from './settings/customer-settings';

/** Settings together with the tag that a save has to be based on. */
export interface TaggedSettings {
  settings: CustomerSettings;
  etag: string;
}

/** What a save did. `notStored` names the fields that BigCommerce took and then did not keep. */
export interface SavedSettings extends TaggedSettings {
  notStored: SettingField[];
}

/** How the browser holds its session: in memory and, where the browser allows it, in the tab's storage. */
export interface SessionHolder {
  /** The sealed session, or `null` when there is none. */
  current(): string | null;
  /** Called with the seal that an answer renewed. */
  replace(seal: string): void;
}

export interface ApiClient {
  getSettings(): Promise<TaggedSettings>;
  /** @param changes only the fields that the person changed */
  putSettings(changes: CustomerSettings, etag: string): Promise<SavedSettings>;
  getCustomerGroups(): Promise<CustomerGroupList>;
  /** Asks for a fresh seal; the answer's header carries it. */
  renewSession(): Promise<void>;
  /** Ends the session on every server. */
  endSession(): Promise<void>;
}

/** Answers carry a renewed seal in this header. */
export const sessionHeader = 'X-Session';

const settingsPath = 'v3/customers/settings';

interface Problem {
  code?: unknown;
  errors?: Record<string, string>;
  data?: CustomerSettingsWire;
  values?: Record<string, string | number>;
}

async function toAppError(response: Response): Promise<AppError> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  if (!isErrorCode(problem.code)) return new AppError('internal', { cause: response.status });
  const details: AppErrorDetails = {};
  if (problem.errors) details.fieldErrors = problem.errors;
  if (problem.values) details.messageValues = problem.values;
  const retryAfter = Number(response.headers.get('Retry-After'));
  if (retryAfter > 0) details.retryAfterSeconds = retryAfter;
  if (problem.data) {
    const current: TaggedSettings = {
      settings: fromWireSettings(problem.data),
      etag: response.headers.get('ETag') ?? '',
    };
    details.data = current;
  }
  return new AppError(problem.code, details);
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
  async function send(method: string, path: string, body?: unknown, further: Record<string, string> = {}) {
    const seal = session.current();
    if (seal === null) throw new AppError('session_missing');
    const headers: Record<string, string> = {
      ...further,
      Accept: 'application/json',
      Authorization: `Bearer ${seal}`,
    };
    const request: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit' };
    if (body !== undefined) {
      request.body = JSON.stringify(body);
      headers['Content-Type'] = 'application/json';
    }
    const response = await fetch(`/api/stores/${storeHash}/${path}`, request).catch((cause: unknown) => {
      throw new AppError('offline', { cause });
    });
    const renewed = response.headers.get(sessionHeader);
    if (renewed) session.replace(renewed);
    if (!response.ok) throw await toAppError(response);
    return response;
  }

  return {
    async getSettings() {
      const response = await send('GET', settingsPath);
      const { data } = (await response.json()) as { data: CustomerSettingsWire };
      return { settings: fromWireSettings(data), etag: response.headers.get('ETag') ?? '' };
    },
    async putSettings(changes, etag) {
      const response = await send('PUT', settingsPath, toWireSettings(changes), { 'If-Match': etag });
      const { data, meta } = (await response.json()) as {
        data: CustomerSettingsWire;
        meta: { not_stored: string[] };
      };
      return {
        settings: fromWireSettings(data),
        etag: response.headers.get('ETag') ?? '',
        notStored: meta.not_stored.map(fromWirePath).filter((field) => field !== null),
      };
    },
    async getCustomerGroups() {
      const response = await send('GET', 'v2/customer_groups');
      const { data, meta } = (await response.json()) as {
        data: CustomerGroupList['groups'];
        meta: Pick<CustomerGroupList, 'complete'>;
      };
      return { groups: data, complete: meta.complete };
    },
    async renewSession() {
      await send('POST', 'session');
    },
    async endSession() {
      await send('DELETE', 'session');
    },
  };
}
