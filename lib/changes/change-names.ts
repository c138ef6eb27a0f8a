import type { Database } from '../database/database';
import { findKnownNames } from '../database/known-names';
import type { ChangeNames } from '../settings/change';
import { customerGroupFields, noCustomerGroup } from '../settings/customer-settings';
import type { AskedChange } from './change-outcome';
import type { Scope } from '../settings/scope';

function groupIdsIn({ before, requested }: AskedChange): number[] {
  const ids = [before, requested].flatMap((settings) => customerGroupFields.map((field) => settings[field]));
  return ids.filter((id) => typeof id === 'number').filter((id) => id !== noCustomerGroup);
}

/**
 * Finds the current names of the storefront and the groups of a change, so that the history can show them after they
 * are renamed or deleted. The database is queried only where the change names any.
 *
 * @throws {AppError} `database_unavailable`
 */
export async function findChangeNames(
  database: Database,
  { storeHash, channelId }: Scope,
  change: AskedChange,
): Promise<ChangeNames> {
  const groupIds = groupIdsIn(change);
  if (channelId === null && groupIds.length === 0) return {};
  const known = await findKnownNames(database, storeHash);
  const names: ChangeNames = {};
  const storefront = channelId === null ? undefined : known.storefronts[channelId];
  if (storefront !== undefined) names.storefront = storefront;
  const groups = groupIds.flatMap((id) => {
    const name = known.groups[id];
    return name === undefined ? [] : [[String(id), name] as const];
  });
  if (groups.length > 0) names.groups = Object.fromEntries(groups);
  return names;
}
