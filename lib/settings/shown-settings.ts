import type { CustomerSettings } from './customer-settings';
import { pickFields } from './diff';

/**
 * The settings of a scope as people see them.
 *
 * @param channelId `null` for the whole store: it inherits nothing, so that `null` counts as absent
 */
export function shownSettings(settings: CustomerSettings, channelId: number | null): CustomerSettings {
  return channelId === null ? pickFields(settings, (field) => settings[field] !== null) : settings;
}
