import { jsonAnswer, type Answer } from '../call.ts';
import type { Channel } from '../store-parts.ts';
import { errorAnswer } from './errors.ts';
import { faultyPagingParameter, pageOf, paginationMeta } from './paging.ts';
import type { RestCall, RestRoute } from './rest-call.ts';

const SCOPES = ['store_channel_settings_read_only', 'store_channel_settings'];
const SITE_SCOPES = ['store_sites_read_only', 'store_sites'];
const AVAILABLE = new Set(['prelaunch', 'active', 'inactive', 'connected']);

export const channelRoutes: readonly RestRoute[] = [
  { method: 'GET', path: /^\/v3\/channels$/, scopes: SCOPES, handle: getChannels },
  { method: 'GET', path: /^\/v3\/channels\/currency-assignments$/, scopes: SCOPES, handle: getCurrencies },
  { method: 'GET', path: /^\/v3\/sites$/, scopes: SITE_SCOPES, handle: getSites },
];

function getChannels({ call, store }: RestCall): Answer {
  const fault = faultyPagingParameter(call.query);
  if (fault !== null) {
    return errorAnswer(call.path, 422, `Query parameter "${fault}" value must be integer.`, {});
  }
  const available = call.query.get('available');
  if (available !== null && available !== 'true' && available !== 'false') {
    return errorAnswer(call.path, 422, 'Query parameter "available" value must be boolean.', {});
  }
  const found = store.channels.filter((channel) => isAskedFor(channel, call.query));
  const page = pageOf(found, call.query, store.options.pageCap);
  const meta = paginationMeta(page, call.query, !store.options.omitTotals);
  return jsonAnswer(200, { data: page.items, meta });
}

function isAskedFor(channel: Channel, query: URLSearchParams): boolean {
  const available = query.get('available');
  return (
    (available === null || AVAILABLE.has(channel.status) === (available === 'true')) &&
    isIn(query.get('type:in'), channel.type) &&
    isIn(query.get('status:in'), channel.status) &&
    isIn(query.get('platform:in'), channel.platform)
  );
}

function isIn(list: string | null, value: string): boolean {
  return list === null || list.split(',').includes(value);
}

function getCurrencies({ store }: RestCall): Answer {
  return jsonAnswer(200, { data: store.currencies, meta: {} });
}

function getSites({ call, store }: RestCall): Answer {
  const fault = faultyPagingParameter(call.query);
  if (fault !== null) {
    return errorAnswer(call.path, 422, `Query parameter "${fault}" value must be integer.`, {});
  }
  const page = pageOf(store.sites, call.query, store.options.pageCap);
  const data = page.items.map((site) => ({ ...site, urls: [{ url: site.url, type: 'primary' }] }));
  return jsonAnswer(200, { data, meta: paginationMeta(page, call.query, !store.options.omitTotals) });
}
