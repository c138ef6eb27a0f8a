import { randomUUID } from 'node:crypto';
import type { CustomerSettings } from '../../lib/settings/customer-settings';
import { type ChangeToInsert, createChangeRow } from '../harness/change-rows';

/** Bulk changes are the heaviest entries: so many, each of so many storefronts, spread over all the time. */
const groups = 20;
const changesPerGroup = 500;

const storefronts = 200;
const people = 20;
const secondsBetween = 600;
const newest = Date.UTC(2026, 0, 5, 12);

/** A rare value: a filter for it has to scan nearly all rows. */
export const rare = { userId: 999, source: 'import', field: 'allowGlobalLogins', channelId: 9_999 } as const;

const requests: readonly CustomerSettings[] = [
  { policyUrl: 'https://shop.example/privacy-policy' },
  { trackingConsent: true, trackingConsentOnCheckout: null },
  { guestCustomerGroupId: 12, defaultCustomerGroupId: 0 },
];

function changeAt(index: number): ChangeToInsert {
  const channel = index % storefronts;
  const requested = requests[index % requests.length] ?? {};
  return {
    channelId: channel === 0 ? null : channel,
    author: { userId: (index % people) + 1, email: null, role: 'user' },
    requested,
    names: { storefront: `Storefront ${channel}`, groups: { '12': 'Wholesale' } },
    source: index % 10 === 0 ? 'outside' : 'app',
    requestId: randomUUID(),
    createdAt: newest - index * secondsBetween * 1_000,
  };
}

function rareChange(index: number): ChangeToInsert {
  const { userId, source, channelId } = rare;
  return {
    source,
    channelId,
    requested: { allowGlobalLogins: true },
    createdAt: newest - index * 10_000_000_000,
    author: { userId, email: null, role: 'user' },
  };
}

function groupOfChanges(group: number): ChangeToInsert[] {
  const entryId = randomUUID();
  // The first page holds some of them.
  const entryAt = newest - group * 3 * secondsBetween * 1_000 - 1;
  return Array.from({ length: changesPerGroup }, (_, index) => ({
    ...changeAt(index),
    entryId,
    entryAt,
    createdAt: entryAt + index * 200,
    channelId: index + 1,
    source: 'bulk',
    status: index % 100 === 0 ? 'failed' : 'applied',
  }));
}

/** The moment before which half of the changes are. */
export function middleOf(changes: number): number {
  return newest - (changes / 2) * secondsBetween * 1_000;
}

/** The history of a busy store. Made as it is asked for: a million of them at once would not fit. */
export function* historyRows(storeHash: string, changes: number) {
  for (let index = 0; index < changes - groups * changesPerGroup - 5; index++)
    yield createChangeRow(storeHash, changeAt(index));
  for (let group = 0; group < groups; group++)
    for (const change of groupOfChanges(group)) yield createChangeRow(storeHash, change);
  for (let index = 0; index < 5; index++) yield createChangeRow(storeHash, rareChange(index));
}
