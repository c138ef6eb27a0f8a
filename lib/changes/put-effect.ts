import type { PutBehaviour } from '../database/schema';
import type { SettingValue, SettingField, CustomerSettings } from '../settings/customer-settings';
import { presentFields } from '../settings/diff';
import { settingTable } from '../settings/fields';

/** The effect of a write on the fields that were not sent. */
export interface PutEffect {
  /**
   * `replaces`: all members that were not sent came back empty. `merges`: one that held a value still holds it. `null`:
   * no member that was not sent held a value.
   */
  behaviour: PutBehaviour | null;
  /** Whether this is worth to be remembered: one emptied field could have been emptied elsewhere in that moment. */
  isProven: boolean;
  /** The fields that changed though they were not sent. */
  changed: SettingField[];
}

/** Whether a value in a response means "no value", for any type of field. */
function isEmpty(value: SettingValue | undefined): boolean {
  return value === undefined || value === null || value === 0 || value === false || value === '';
}

/**
 * Whether values are what a replacing PUT leaves: all empty, and those of one kind filled with the same value. A field
 * that was emptied elsewhere stands beside others of its kind that are empty in another way.
 */
function areFilled(fields: readonly SettingField[], stored: CustomerSettings): boolean {
  const fills = new Map<string, SettingValue | undefined>();
  return fields.every((field) => {
    const { kind } = settingTable[field];
    if (!fills.has(kind)) fills.set(kind, stored[field]);
    return isEmpty(stored[field]) && fills.get(kind) === stored[field];
  });
}

/**
 * Decides whether a write replaced the object. Where PUT is known to merge, one field that came back empty proves
 * nothing: it depends on a field that was sent, or was changed elsewhere at that moment.
 *
 * @param before what BigCommerce held before the write
 * @param sent the fields that were sent
 * @param stored what BigCommerce holds now
 * @param known the known effect of PUT, `null` while it is unknown
 */
export function decidePutEffect(
  before: CustomerSettings,
  sent: CustomerSettings,
  stored: CustomerSettings,
  known: PutBehaviour | null,
): PutEffect {
  const unsent = presentFields(before).filter((field) => sent[field] === undefined);
  const changed = unsent.filter((field) => stored[field] !== before[field]);
  const emptied = changed.length > 0 && areFilled(unsent, stored);
  if (emptied && (changed.length > 1 || known !== 'merges'))
    return { behaviour: 'replaces', isProven: changed.length > 1, changed };
  const kept = unsent.some((field) => !isEmpty(before[field]) && stored[field] === before[field]);
  return { behaviour: kept ? 'merges' : null, isProven: kept, changed };
}
