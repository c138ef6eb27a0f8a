import { toWireSettings } from '../bigcommerce/customer-settings-wire';
import type { CustomerGroup } from '../settings/customer-group';
import { customerGroupFields, type StorefrontSettings } from '../settings/customer-settings';
import { type NamedInFile, type SettingsFile, settingsFileVersion } from './settings-file';

/** The groups that settings name, with the names that are known. */
export function groupsNamedBy(
  settings: readonly StorefrontSettings[],
  groups: readonly CustomerGroup[],
): NamedInFile[] {
  const named = new Set(settings.flatMap((one) => customerGroupFields.map((field) => one[field])));
  return groups.filter(({ id }) => named.has(id)).map(({ id, name }) => ({ id, name }));
}

/** The text of a settings file: settings and names, nothing about people, and nothing secret. */
export function writeSettingsFile({ exportedAt, store, global, storefronts, groups }: SettingsFile): string {
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
}
