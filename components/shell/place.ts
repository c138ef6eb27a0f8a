import { languageParameter } from '@/lib/api/page-language';
import {
  type InheritableField,
  inheritableFields,
  type SettingField,
} from '@/lib/settings/customer-settings';
import { channelKey } from '@/lib/settings/scope';

/** Which part of the app is shown. */
export type Place =
  | { view: 'settings' }
  /** All storefronts; with a field, only those that have a value of their own for it. */
  | { view: 'storefronts'; field: InheritableField | null }
  | {
      view: 'storefront';
      channelId: number;
      /** The control panel named the channel. It may be none that has settings: a marketplace, a point of sale, an archived one. */
      ofControlPanel?: true;
    }
  /** With the filters as a query, which the view itself parses. */
  | { view: 'history'; query: string }
  /** The state of consent and groups: what the rules find. */
  | { view: 'checks' }
  /** Export and import of settings. */
  | { view: 'transfer' }
  /** Users and their roles, for admins. */
  | { view: 'people' };

/** Formats a place as the query of an address, `""` for the settings of the store. */
export function toSearch(place: Place): string {
  if (place.view === 'settings') return '';
  if (place.view === 'transfer' || place.view === 'checks' || place.view === 'people')
    return `?view=${place.view}`;
  if (place.view === 'history') return `?view=history${place.query && `&${place.query}`}`;
  if (place.view === 'storefront')
    return place.ofControlPanel === true ? `?channel=${place.channelId}` : `?storefront=${place.channelId}`;
  return place.field === null ? '?view=storefronts' : `?view=storefronts&overridden=${place.field}`;
}

/** The history of one setting of one scope; `null` for the whole store. */
export function historyPlace(channelId: number | null, field: SettingField): Place {
  const query = new URLSearchParams({ storefront: channelKey(channelId), field });
  return { view: 'history', query: query.toString() };
}

const channelPattern = /^[1-9]\d{0,9}$/;

/** Parses the place from the query of an address. Anything unknown is the settings of the store. */
export function fromSearch(query: URLSearchParams): Place {
  if (query.get('view') === 'history') {
    const { view: _view, [languageParameter]: _language, ...searched } = Object.fromEntries(query);
    return { view: 'history', query: new URLSearchParams(searched).toString() };
  }
  const view = query.get('view');
  if (view === 'transfer' || view === 'checks' || view === 'people') return { view };
  const storefront = query.get('storefront') ?? '';
  if (channelPattern.test(storefront)) return { view: 'storefront', channelId: Number(storefront) };
  const channel = query.get('channel') ?? '';
  if (channelPattern.test(channel) && !query.has('view'))
    return { view: 'storefront', channelId: Number(channel), ofControlPanel: true };
  if (query.get('view') !== 'storefronts') return { view: 'settings' };
  const overridden = query.get('overridden');
  return { view: 'storefronts', field: inheritableFields.find((field) => field === overridden) ?? null };
}
