import type { SettingField } from '@/lib/settings/customer-settings';

/** The id of a field's control; its help and its error are named after it. */
export function settingId(field: SettingField): string {
  return `setting-${field}`;
}

/** The id of the box that lets a storefront's field follow the store. */
export function inheritId(field: SettingField): string {
  return `inherit-${field}`;
}

/** Puts the focus where a field can be changed. */
export function focusSetting(field: SettingField): void {
  const control = document.getElementById(settingId(field)) ?? document.getElementById(inheritId(field));
  control?.focus();
}
