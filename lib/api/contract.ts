import type { Locale } from '../i18n/locales';
import type { BrowserMessages } from '../i18n/messages';
import type { CustomerGroupList } from '../settings/customer-group';
import type { CustomerSettingsWire } from '../settings/wire';

/*
 * The contract between the browser and the server: paths below `/api/stores/{storeHash}/`, names of headers and
 * parameters, and the bodies of responses. The wire form of the history is in change-wire.ts.
 */

const settings = 'v3/customers/settings';

export const apiPaths = {
  storefronts: 'v3/channels',
  customerGroups: 'v2/customer_groups',
  session: 'session',
  appSettings: 'app-settings',
  people: 'people',
  peopleSettings: 'people/settings',
  peopleNotice: 'people/notice',
  language: 'language',
  /** Settings of many storefronts, as lines of JSON. */
  manyStorefronts: `${settings}/channels`,
  checks: 'checks',
  checkFacts: 'checks/facts',
  pastState: 'checks/state',
  policyChecks: 'policy-checks',
  /** The last known settings of all storefronts, without a read of BigCommerce. */
  knownStorefronts: `${settings}/channels/known`,
  changes: 'changes',
  changePeople: 'changes/people',
  changeExport: 'changes/export',
  changeComparison: 'changes/comparison',
} as const;

/** @param channelId `null` for the whole store */
export function settingsPath(channelId: number | null): string {
  return channelId === null ? settings : `${settings}/channels/${channelId}`;
}

/** @param id of a change or of an entry of the history */
export function changePath(id: string): string {
  return `${apiPaths.changes}/${id}`;
}

export function personPath(userId: number): string {
  return `${apiPaths.people}/${userId}`;
}

/** The query of a request for many storefronts. */
export const storefrontParameters = { ids: 'channel_id:in', inView: 'in_view' } as const;

/** The most storefronts in one address, so that its length is accepted by common proxies. */
export const channelIdsMax = 250;

/** Responses carry a renewed seal in this header. */
export const sessionHeader = 'X-Session';

/** Responses of a store's routes name the user's role at the time of the request in this header. */
export const roleHeader = 'X-Role';

/** A save's response names its change in this header. */
export const changeIdHeader = 'X-Change-Id';

/** Responses name the id of their request in this header, and requests may bring one. */
export const requestIdHeader = 'X-Request-Id';

/** The headers of a save that name its origin: the bulk change, restore or import that it is part of. */
export const originHeaders = {
  source: 'X-Change-Source',
  groupId: 'X-Change-Group',
  restoresId: 'X-Change-Restores',
  /** Percent-encoded UTF-8, because headers are ASCII. */
  note: 'X-Change-Note',
} as const;

/** An error as a problem document (RFC 9457) with BigCommerce's own members. */
export interface ProblemWire {
  status: number;
  title: string;
  type: 'about:blank';
  code: string;
  /** Messages by the wire path of the field, or by the name of the parameter. */
  errors?: Record<string, string>;
  /** The values that the title's message was formatted with. */
  values?: Record<string, string | number>;
  /** The settings as they are, where a save met newer ones. */
  data?: CustomerSettingsWire;
  /** Their tag. */
  etag?: string;
}

/** Settings. Their tag stands in `ETag` and in the body, because a proxy may change or remove the header. */
export interface ReadWire {
  data: CustomerSettingsWire;
  meta: { etag?: string };
}

/** Settings after a save. */
export interface SavedWire extends ReadWire {
  meta: ReadWire['meta'] & {
    /** Fields, by wire path, that BigCommerce accepted and did not store. */
    not_stored: string[];
    /** Fields that it emptied though they were not sent, and that were put back. */
    put_back: string[];
    /** Fields that changed though they were not sent; `null` where there were none. */
    side_effects: { before: CustomerSettingsWire; stored: CustomerSettingsWire } | null;
  };
}

/** One line of the response about many storefronts. */
export type StorefrontLine =
  | { channel_id: number; etag: string; data: CustomerSettingsWire }
  | { channel_id: number; problem: ProblemWire }
  /** The store's rate limit makes the lines that follow wait. */
  | { pause_seconds: number };

/** The language that a user chose, and the app's texts in it, compiled. */
export interface LanguageWire {
  data: { language: Locale; direction: 'ltr' | 'rtl'; messages: BrowserMessages };
}

/** Our record of one storefront. */
export interface KnownStorefrontWire {
  channel_id: number;
  /** Its settings as they were last known. */
  settings: CustomerSettingsWire;
  /** When the answering server last read them, in ISO 8601; `null` where it has not since it started. */
  seen_at: string | null;
}

/** Customer groups, and whether these are all of them. */
export interface CustomerGroupsWire {
  data: CustomerGroupList['groups'];
  meta: Pick<CustomerGroupList, 'complete'>;
}

/** A store's settings of this app, and whether this user may change them. */
export interface AppSettingsWire {
  data: { reason_required: boolean };
  meta: { may_change: boolean };
}

/** One page of a list. */
export interface PageWire<Item> {
  data: Item[];
  /** The cursor of the next page; `null` where this is the last. */
  meta: { next_cursor: string | null };
}
