import type { SettingField, SettingTable } from '../settings/customer-settings';
import { settingTable } from '../settings/fields';

/**
 * Fields as one number, a bit for each, so that an index can find the changes that touched a field.
 *
 * @param fields of the table
 */
export function toFieldBits(fields: readonly SettingField[], table: SettingTable = settingTable): number {
  return fields.reduce((bits, field) => bits | table[field].historyBit, 0);
}
