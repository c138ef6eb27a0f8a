import type { SettingField, SettingTable } from '@/lib/settings/customer-settings';
import { settingTable } from '@/lib/settings/fields';

export interface MatrixColumn {
  field: SettingField;
  /** Addresses are long. */
  wide: boolean;
}

/** One column for each setting. */
export function createMatrixColumns(table: SettingTable): readonly MatrixColumn[] {
  const fields = Object.keys(table) as SettingField[];
  return fields.map((field) => ({ field, wide: table[field].kind === 'url' }));
}

export const matrixColumns = createMatrixColumns(settingTable);
