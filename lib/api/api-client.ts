import { AppError } from '../errors';
import type { AppSettings } from '../settings/app-settings';
import type { ChangeOrigin, SideEffects } from '../settings/change';
import type { CustomerGroupList } from '../settings/customer-group';
import type { CustomerSettings, SettingField, TaggedSettings } from '../settings/customer-settings';
import type { Storefront } from '../settings/storefront';
import { fromWirePath, fromWireSettings, toWireSettings } from '../settings/wire';
import {
  createSend,
  fromProblem,
  lostConnection,
  readJson,
  readLines,
  type Send,
  type SessionHolder,
  toTaggedSettings,
} from './api-request';
import type { ChangesApi } from './changes-api';
import type { PeopleApi } from './people-api';
import type { ChecksApi } from './checks-api';
import type { PolicyChecksApi } from './policy-checks-api';
import {
  type AppSettingsWire,
  type KnownStorefrontWire,
  apiPaths,
  changeIdHeader,
  type CustomerGroupsWire,
  type LanguageWire,
  originHeaders,
  type ReadWire,
  type SavedWire,
  settingsPath,
  type StorefrontLine,
  storefrontParameters,
} from './contract';

/** The result of a save. `notStored` lists the fields that BigCommerce accepted and then did not store. */
export interface SavedSettings extends TaggedSettings {
  notStored: SettingField[];
  /** Fields that changed though they were not sent; `null` or absent where there were none. */
  sideEffects?: SideEffects | null;
  /** Names the change in the history; `null` where the response did not name it. */
  changeId: string | null;
}

/** The settings of one scope, as the browser reads and saves them. */
export interface SettingsApi {
  get(): Promise<TaggedSettings>;
  /**
   * @param edits only the fields that the user changed
   * @param options `origin` for a save that is more than what a user typed into a form
   */
  put(
    edits: CustomerSettings,
    etag: string,
    options?: { origin?: ChangeOrigin; signal?: AbortSignal },
  ): Promise<SavedSettings>;
}

/** Receives rows while many storefronts are read. */
export interface StorefrontRowListener {
  onRow: (channelId: number, row: TaggedSettings | AppError) => void;
  /** Called when the store's rate limit delays the rows that follow by so many seconds. */
  onPause: (seconds: number) => void;
}

export interface ApiClient extends ChangesApi, ChecksApi, PeopleApi, PolicyChecksApi {
  storeSettings: SettingsApi;
  storefrontSettings(channelId: number): SettingsApi;
  getStorefronts(): Promise<Storefront[]>;
  /**
   * Reads the settings of up to 250 storefronts, in the given order, and reports each as it comes.
   *
   * @param options `inView` for storefronts that the user looks at now
   * @returns when all have arrived
   */
  readStorefronts(
    channelIds: readonly number[],
    listener: StorefrontRowListener,
    options: { inView: boolean; signal: AbortSignal },
  ): Promise<void>;
  /** Reads what our records say of all storefronts, without a read of BigCommerce. */
  getKnownStorefronts(): Promise<KnownStorefront[]>;
  getCustomerGroups(): Promise<CustomerGroupList>;
  getAppSettings(): Promise<ChangeableAppSettings>;
  putAppSettings(settings: AppSettings): Promise<ChangeableAppSettings>;
  /** Requests a fresh seal; the response's header carries it. */
  renewSession(): Promise<void>;
  /**
   * Stores the language that the user chose.
   *
   * @param language BCP 47, one that the page offered
   * @returns the app's texts in it
   */
  chooseLanguage(language: string): Promise<LanguageWire['data']>;
  /** Ends the session on every server. */
  endSession(): Promise<void>;
}

/** A store's settings of this app. */
export interface ChangeableAppSettings extends AppSettings {
  /** Whether this user may change them. */
  mayChange: boolean;
}

async function toAppSettings(response: Response): Promise<ChangeableAppSettings> {
  const { data, meta } = (await readJson(response)) as AppSettingsWire;
  return { reasonRequired: data.reason_required, mayChange: meta.may_change };
}

/** Our record of one storefront. */
export interface KnownStorefront {
  channelId: number;
  /** Its settings as they were last known. */
  settings: CustomerSettings;
  /** Milliseconds since the epoch; `null` where the answering server has not read it since it started. */
  seenAt: number | null;
}

function toKnownStorefront(wire: KnownStorefrontWire): KnownStorefront {
  const { channel_id: channelId, settings, seen_at: seenAt } = wire;
  return {
    channelId,
    settings: fromWireSettings(settings, channelId),
    seenAt: seenAt === null ? null : Date.parse(seenAt),
  };
}

const ownSave: ChangeOrigin = { source: 'app' };

/** A form's own save says nothing: that is what a save is unless a header says otherwise. */
function toOriginHeaders(origin: ChangeOrigin): Record<string, string> {
  const { source, groupId, restoresId, note } = origin;
  return {
    ...(source === 'app' ? {} : { [originHeaders.source]: source }),
    ...(groupId === undefined ? {} : { [originHeaders.groupId]: groupId }),
    ...(restoresId === undefined ? {} : { [originHeaders.restoresId]: restoresId }),
    ...(note === undefined ? {} : { [originHeaders.note]: encodeURIComponent(note) }),
  };
}

function toSavedSettings(response: Response, saved: SavedWire, channelId: number | null): SavedSettings {
  const { not_stored: notStored, side_effects: sideEffects } = saved.meta;
  return {
    ...toTaggedSettings(response, saved, channelId),
    notStored: notStored.map(fromWirePath).filter((field) => field !== null),
    sideEffects: sideEffects && {
      before: fromWireSettings(sideEffects.before, channelId),
      stored: fromWireSettings(sideEffects.stored, channelId),
    },
    changeId: response.headers.get(changeIdHeader),
  };
}

function createSettingsApi(send: Send, channelId: number | null): SettingsApi {
  const path = settingsPath(channelId);
  return {
    async get() {
      const response = await send('GET', path, { channelId });
      return toTaggedSettings(response, (await readJson(response)) as ReadWire, channelId);
    },
    async put(edits, etag, { origin = ownSave, signal } = {}) {
      const headers = { 'If-Match': etag, ...toOriginHeaders(origin) };
      const response = await send('PUT', path, { body: toWireSettings(edits), headers, signal, channelId });
      return toSavedSettings(response, (await readJson(response)) as SavedWire, channelId);
    },
  };
}

function reportLine(line: StorefrontLine, { onRow, onPause }: StorefrontRowListener): void {
  if ('pause_seconds' in line) onPause(line.pause_seconds);
  else if ('problem' in line) onRow(line.channel_id, fromProblem(line.problem));
  else onRow(line.channel_id, { settings: fromWireSettings(line.data, line.channel_id), etag: line.etag });
}

/** The history's calls. The first view of the app shows none of it: their script comes with the first of them. */
function createLazyChangesApi(send: Send): ChangesApi {
  async function load(): Promise<ChangesApi> {
    const { createChangesApi } = await import('./changes-api').catch(lostConnection);
    return createChangesApi((path, signal) => send('GET', path, { signal }));
  }
  return {
    getChanges: async (...request) => (await load()).getChanges(...request),
    getChangesOfEntry: async (...request) => (await load()).getChangesOfEntry(...request),
    getChange: async (...request) => (await load()).getChange(...request),
    compareMoments: async (...request) => (await load()).compareMoments(...request),
    getChangePeople: async () => (await load()).getChangePeople(),
    downloadChanges: async (...request) => (await load()).downloadChanges(...request),
  };
}

/** The calls about people and roles, which the first view of the app shows none of, either. */
function createLazyPeopleApi(send: Send): PeopleApi {
  async function load(): Promise<PeopleApi> {
    const { createPeopleApi } = await import('./people-api').catch(lostConnection);
    return createPeopleApi(send);
  }
  return {
    getAdmins: async () => (await load()).getAdmins(),
    getPeople: async () => (await load()).getPeople(),
    changeAccess: async (...request) => (await load()).changeAccess(...request),
    changeNewUserRole: async (...request) => (await load()).changeNewUserRole(...request),
    dismissRolesNotice: async () => (await load()).dismissRolesNotice(),
  };
}

/** The calls about the checks, whose script comes with the first of them. */
function createLazyChecksApi(send: Send): ChecksApi {
  async function load(): Promise<ChecksApi> {
    const { createChecksApi } = await import('./checks-api').catch(lostConnection);
    return createChecksApi(send);
  }
  return {
    getCheckRecord: async () => (await load()).getCheckRecord(),
    getCheckFacts: async () => (await load()).getCheckFacts(),
    getPastState: async (at) => (await load()).getPastState(at),
    dismissFindings: async (dismissal) => (await load()).dismissFindings(dismissal),
  };
}

/** The calls about checks of policy addresses, whose script comes after the first view, too. */
function createLazyPolicyChecksApi(send: Send): PolicyChecksApi {
  async function load(): Promise<PolicyChecksApi> {
    const { createPolicyChecksApi } = await import('./policy-checks-api').catch(lostConnection);
    return createPolicyChecksApi(send);
  }
  return {
    getPolicyChecks: async () => (await load()).getPolicyChecks(),
    checkPolicyUrl: async (url) => (await load()).checkPolicyUrl(url),
  };
}

/**
 * The app's own API, as the browser uses it.
 *
 * @param storeHash the store that the session was made for
 * @param session the holder of the sealed session
 * @returns calls that return domain values or throw {@link AppError}: the server's code, `offline` where no response
 *   came, `session_missing` where there is no session to send
 */
export function createApiClient(storeHash: string, session: SessionHolder): ApiClient {
  const send = createSend(storeHash, session);
  return {
    storeSettings: createSettingsApi(send, null),
    storefrontSettings: (channelId) => createSettingsApi(send, channelId),
    async getStorefronts() {
      const { data } = (await readJson(await send('GET', apiPaths.storefronts))) as { data: Storefront[] };
      return data;
    },
    async readStorefronts(channelIds, listener, { inView, signal }) {
      const { ids, inView: inViewName } = storefrontParameters;
      const query = `${ids}=${channelIds.join(',')}&${inViewName}=${String(inView)}`;
      const { body } = await send('GET', `${apiPaths.manyStorefronts}?${query}`, { signal });
      if (body === null) throw new AppError('offline');
      for await (const line of readLines(body)) reportLine(line as StorefrontLine, listener);
    },
    async getKnownStorefronts() {
      const response = await send('GET', apiPaths.knownStorefronts);
      const { data } = (await readJson(response)) as { data: KnownStorefrontWire[] };
      return data.map(toKnownStorefront);
    },
    async getCustomerGroups() {
      const response = await send('GET', apiPaths.customerGroups);
      const { data, meta } = (await readJson(response)) as CustomerGroupsWire;
      return { groups: data, complete: meta.complete };
    },
    async getAppSettings() {
      return toAppSettings(await send('GET', apiPaths.appSettings));
    },
    async putAppSettings({ reasonRequired }) {
      const body: AppSettingsWire['data'] = { reason_required: reasonRequired };
      return toAppSettings(await send('PUT', apiPaths.appSettings, { body }));
    },
    ...createLazyChangesApi(send),
    ...createLazyPeopleApi(send),
    ...createLazyChecksApi(send),
    ...createLazyPolicyChecksApi(send),
    async renewSession() {
      await send('POST', apiPaths.session);
    },
    async chooseLanguage(language) {
      const response = await send('PUT', apiPaths.language, { body: { language } });
      return ((await readJson(response)) as LanguageWire).data;
    },
    async endSession() {
      await send('DELETE', apiPaths.session);
    },
  };
}
