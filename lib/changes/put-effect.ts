import type { PutBehaviour } from '../database/schema';
import type { SettingValue, SettingField, CustomerSettings } from '../settings/customer-settings';
import { presentFields } from '../settings/diff';

/** What a write did to the fields that were not sent. */
export interface PutEffect {
  /**
   * `replaces`: all members that were not sent came back empty. `merges`: one that held a value kept it. `null`: nothing
   * that was left out could tell.
   */
  behaviour: PutBehaviour | null;
  /** The fields that changed though they were not sent. */
  changed: SettingField[];
}

/** What stands for "no value" in an answer, whatever the type of the field. */
function isEmpty(value: SettingValue | undefined): boolean {
  return value === undefined || value === null || value === 0 || value === false || value === '';
}

/**
 * Decides whether a write replaced the object. One field that came back empty proves nothing where PUT is known to
 * merge: it was coupled to what was sent, or changed elsewhere at that moment.
 *
 * @param before what BigCommerce held before the write
 * @param sent the fields that were sent
 * @param stored what BigCommerce holds now
 * @param known what PUT did before, `null` while that is unknown
 */
export function decidePutEffect(
  before: CustomerSettings,
  sent: CustomerSettings,
  stored: CustomerSettings,
  known: PutBehaviour | null,
): PutEffect {
  const unsent = presentFields(before).filter((field) => sent[field] === undefined);
  const changed = unsent.filter((field) => stored[field] !== before[field]);
  const emptied = changed.length > 0 && unsent.every((field) => isEmpty(stored[field]));
  if (emptied && (changed.length > 1 || known !== 'merges')) return { behaviour: 'replaces', changed };
  const kept = unsent.some((field) => !isEmpty(before[field]) && stored[field] === before[field]);
  return { behaviour: kept ? 'merges' : null, changed };
}
