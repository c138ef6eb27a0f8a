import { jsonAnswer, type Answer } from '../call.ts';
import { CHANNEL_FIELDS, CONSENT_ON_CHECKOUT, GLOBAL_FIELDS, faultsOfSettings } from '../settings-wire.ts';
import { withValueAt, withoutValueAt, type JsonObject } from '../json.ts';
import type { Store } from '../store.ts';
import { errorAnswer } from './errors.ts';
import type { RestCall, RestRoute } from './rest-call.ts';

const READ = ['store_v2_customers', 'store_v2_customers_read_only'];
const WRITE = ['store_v2_customers'];
const GLOBAL = /^\/v3\/customers\/settings$/;
const CHANNEL = /^\/v3\/customers\/settings\/channels\/(\d+)$/;

export const settingsRoutes: readonly RestRoute[] = [
  { method: 'GET', path: GLOBAL, scopes: READ, handle: getSettings },
  { method: 'PUT', path: GLOBAL, scopes: WRITE, handle: putSettings },
  { method: 'GET', path: CHANNEL, scopes: READ, handle: getChannelSettings },
  { method: 'PUT', path: CHANNEL, scopes: WRITE, handle: putChannelSettings },
];

function getSettings({ store }: RestCall): Answer {
  return jsonAnswer(200, { data: shown(store, store.readSettings()), meta: {} });
}

function putSettings(rest: RestCall): Answer {
  const { store, body } = rest;
  const faults = faultsOfSettings(body, GLOBAL_FIELDS, { nullable: false, groupIds: groupIds(store) });
  if (Object.keys(faults).length > 0) return errorAnswer(rest.call.path, 422, undefined, faults);
  store.changeSettings(store.fieldsOfPut(storedPart(rest), GLOBAL_FIELDS));
  return putAnswer(store, store.settings);
}

function getChannelSettings(rest: RestCall): Answer {
  const { store } = rest;
  const channelId = channelIdOf(rest);
  if (channelId === null) return channelNotFound(rest);
  return jsonAnswer(200, { data: shown(store, store.readSettingsOfChannel(channelId)), meta: {} });
}

function putChannelSettings(rest: RestCall): Answer {
  const { store, body } = rest;
  const channelId = channelIdOf(rest);
  if (channelId === null) return channelNotFound(rest);
  const faults = faultsOfSettings(body, CHANNEL_FIELDS, { nullable: true, groupIds: groupIds(store) });
  if (Object.keys(faults).length > 0) return errorAnswer(rest.call.path, 422, undefined, faults);
  store.changeChannelSettings(channelId, store.fieldsOfPut(storedPart(rest), CHANNEL_FIELDS));
  return putAnswer(store, store.settingsOfChannel(channelId));
}

function channelIdOf({ store, pathIds: [id = 0] }: RestCall): number | null {
  const channel = store.channel(id);
  const gone = channel === undefined || channel.status === 'deleted' || channel.status === 'terminated';
  return gone ? null : id;
}

function channelNotFound(rest: RestCall): Answer {
  return errorAnswer(rest.call.path, 404, `Channel with ID ${String(rest.pathIds[0])} does not exist.`);
}

function groupIds(store: Store): ReadonlySet<number> | null {
  return store.options.validateGroups ? new Set(store.groups.map((group) => group.id)) : null;
}

function storedPart({ body, fieldsNotStored }: RestCall): JsonObject {
  return fieldsNotStored.reduce(withoutValueAt, body);
}

function putAnswer(store: Store, settings: object): Answer {
  const data = shown(store, settings);
  return jsonAnswer(200, store.options.putWithoutEnvelope ? data : { data, meta: {} });
}

function shown(store: Store, settings: object): JsonObject {
  let answer: JsonObject = { ...settings };
  if (store.options.omitConsentOnCheckout) answer = withoutValueAt(answer, CONSENT_ON_CHECKOUT);
  for (const [path, value] of Object.entries(store.options.extraFields)) {
    answer = withValueAt(answer, path, value);
  }
  return answer;
}
