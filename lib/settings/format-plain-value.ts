import type { SettingField } from './customer-settings';
import { settingTable, type ValueText } from './fields';

/**
 * Formats a value that is no group: `On` or `Allowed`, an address, or the text for "none".
 *
 * @param t translates messages of all namespaces
 */
export function formatPlainValue(
  field: SettingField,
  value: boolean | string,
  t: (key: `settings.${ValueText}`) => string,
): string {
  const row = settingTable[field];
  if (row.kind === 'boolean') return t(`settings.${row.valueTexts[value === true ? 'true' : 'false']}`);
  return value === '' ? t('settings.noUrl') : String(value);
}
