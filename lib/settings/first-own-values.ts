import type { CustomerSettings, SettingField, SettingTable, SettingValue } from './customer-settings';
import { settingTable } from './fields';

/** What settings start with when a storefront gets values of its own, by a table of settings. */
export function createFirstOwnValues(table: SettingTable) {
  /**
   * The store's value, or where the store has none what the table says.
   *
   * @param global the store's settings
   */
  function firstOwnValue(field: SettingField, global: CustomerSettings): NonNullable<SettingValue> {
    return global[field] ?? table[field].initial;
  }

  /** The same for every setting. */
  function firstOwnValues(global: CustomerSettings): CustomerSettings {
    const fields = Object.keys(table) as SettingField[];
    return Object.fromEntries(fields.map((field) => [field, firstOwnValue(field, global)]));
  }

  return { firstOwnValue, firstOwnValues };
}

export const { firstOwnValue, firstOwnValues } = createFirstOwnValues(settingTable);
