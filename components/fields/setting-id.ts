import type { SettingField } from '@/lib/settings/customer-settings';

/** The id of a field's control; its help and its error are named after it. */
export function settingId(field: SettingField): string {
  return `setting-${field}`;
}

/** The ids that describe a control: its help always, its error where there is one. */
export function describedBy(id: string, error: string | undefined): string {
  return error === undefined ? `${id}-help` : `${id}-error ${id}-help`;
}
