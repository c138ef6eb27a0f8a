import type { CustomerGroup } from '../settings/customer-group';
import { type CustomerSettings, customerGroupFields, type SettingTable } from '../settings/customer-settings';
import { settingTable } from '../settings/fields';
import { createSettingsWire } from '../settings/wire';
import { type NamedInFile, type SettingsFile, settingsFileVersion } from './settings-file';

/** The groups that settings use, with the names that are known. */
export function groupsNamedBy(
  settings: readonly CustomerSettings[],
  groups: readonly CustomerGroup[],
): NamedInFile[] {
  const named = new Set(settings.flatMap((one) => customerGroupFields.map((field) => one[field])));
  return groups.filter(({ id }) => named.has(id)).map(({ id, name }) => ({ id, name }));
}

/** Makes the function that writes settings files, for a table of settings. */
export function createSettingsFileWriter(table: SettingTable) {
  const { toWireSettings } = createSettingsWire(table);

  /** Writes a settings file: settings and names; no personal data, and no secret. */
  return function writeSettingsFile({
    exportedAt,
    store,
    global,
    storefronts,
    groups,
  }: SettingsFile): string {
    const file = {
      schema_version: settingsFileVersion,
      exported_at: new Date(exportedAt).toISOString(),
      store,
      ...(global === null ? {} : { global_settings: toWireSettings(global) }),
      storefronts: storefronts.map(({ id, name, settings }) => ({
        id,
        name,
        settings: toWireSettings(settings),
      })),
      customer_groups: groups,
    };
    return `${JSON.stringify(file, null, 2)}\n`;
  };
}

export const writeSettingsFile = createSettingsFileWriter(settingTable);
