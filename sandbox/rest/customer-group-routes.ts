import { jsonAnswer, type Answer } from '../call.ts';
import type { JsonObject } from '../json.ts';
import type { Store } from '../store.ts';
import type { CustomerGroup } from '../store-parts.ts';
import { errorAnswer } from './errors.ts';
import { faultyPagingParameter, pageOf } from './paging.ts';
import type { RestCall, RestRoute } from './rest-call.ts';

const SCOPES = ['store_v2_customers', 'store_v2_customers_read_only'];

export const customerGroupRoutes: readonly RestRoute[] = [
  { method: 'GET', path: /^\/v2\/customer_groups$/, scopes: SCOPES, handle: getCustomerGroups },
  { method: 'GET', path: /^\/v2\/customer_groups\/(\d+)$/, scopes: SCOPES, handle: getCustomerGroup },
];

function getCustomerGroups({ call, store }: RestCall): Answer {
  const fault = faultyPagingParameter(call.query);
  if (fault !== null) return errorAnswer(call.path, 400, `The field '${fault}' is invalid.`);
  const { items } = pageOf(filtered(store.groups, call.query), call.query, store.options.pageCap);
  if (items.length === 0 && store.options.emptyGroupsPage === 204) return { status: 204 };
  return jsonAnswer(
    200,
    items.map((group) => shown(store, group)),
  );
}

function getCustomerGroup({ call, store, pathIds: [id] }: RestCall): Answer {
  const group = store.groups.find((candidate) => candidate.id === id);
  return group === undefined ? errorAnswer(call.path, 404) : jsonAnswer(200, shown(store, group));
}

function filtered(groups: readonly CustomerGroup[], query: URLSearchParams): readonly CustomerGroup[] {
  const name = query.get('name');
  const like = query.get('name:like')?.toLowerCase();
  if (name === null && like === undefined) return groups;
  return groups.filter(
    (group) =>
      (name === null || group.name === name) &&
      (like === undefined || group.name.toLowerCase().includes(like)),
  );
}

function shown(store: Store, group: CustomerGroup): JsonObject {
  const settings = store.settings.customer_group_settings;
  const { guests, newCustomers } = store.options.groupFlags ?? {
    guests: settings.guest_customer_group_id,
    newCustomers: settings.default_customer_group_id,
  };
  return { ...group, is_default: group.id === newCustomers, is_group_for_guests: group.id === guests };
}
