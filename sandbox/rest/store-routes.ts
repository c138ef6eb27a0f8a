import { jsonAnswer, type Answer } from '../call.ts';
import type { RestCall, RestRoute } from './rest-call.ts';

const SCOPES = ['store_v2_information_read_only', 'store_v2_information'];

export const storeRoutes: readonly RestRoute[] = [
  { method: 'GET', path: /^\/v2\/store$/, scopes: SCOPES, handle: getStore },
  { method: 'GET', path: /^\/v3\/settings\/store\/locale$/, scopes: SCOPES, handle: getLocale },
];

function getStore({ call, store }: RestCall): Answer {
  const port = call.host.split(':')[1] ?? '80';
  const controlPanel = `http://store-${store.hash}.localhost:${port}`;
  return jsonAnswer(200, {
    id: store.hash,
    account_uuid: store.accountUuid,
    domain: `store-${store.hash}.localhost`,
    secure_url: controlPanel,
    control_panel_base_url: controlPanel,
    status: 'live',
    name: store.name,
    first_name: store.owner.name.split(' ')[0],
    last_name: store.owner.name.split(' ').slice(1).join(' '),
    admin_email: store.owner.email,
    language: 'en',
    ...store.location,
    plan_name: `${store.plan} Plan`,
    plan_level: store.plan,
    features: { multi_storefront_enabled: store.channels.length > 1, checkout_type: 'optimized' },
    is_price_entered_with_tax: false,
  });
}

function getLocale({ call, store }: RestCall): Answer {
  const id = Number(call.query.get('channel_id') ?? 1);
  return jsonAnswer(200, {
    data: {
      default_shopper_language: store.languages.get(id) ?? 'en',
      shopper_language_selection_method: 'default_shopper_language',
      store_country: store.location.country,
    },
    meta: {},
  });
}
