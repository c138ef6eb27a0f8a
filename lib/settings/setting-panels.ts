import type { SettingField, SettingTable } from './customer-settings';
import { type SettingPanel, settingTable } from './fields';

/**
 * The parts of a form with the settings that stand in each, in display order. A part without settings is left out.
 *
 * @param ofStorefront a storefront has settings that the whole store has not
 */
export function settingPanels(
  ofStorefront: boolean,
  table: SettingTable = settingTable,
): { panel: SettingPanel; fields: SettingField[] }[] {
  const panels = new Map<SettingPanel, SettingField[]>();
  for (const field of Object.keys(table) as SettingField[]) {
    const { panel, inheritable } = table[field];
    if (ofStorefront || inheritable) panels.set(panel, [...(panels.get(panel) ?? []), field]);
  }
  return [...panels].map(([panel, fields]) => ({ panel, fields }));
}
