import { type CustomerSettings, type SettingField, settingFields } from './customer-settings';

/** The chosen ones among the fields that have a value. */
function pickFields(settings: CustomerSettings, chosen: (field: SettingField) => boolean): CustomerSettings {
  return Object.fromEntries(
    presentFields(settings)
      .filter(chosen)
      .map((field) => [field, settings[field]]),
  );
}

/**
 * The fields of `after` that differ from `before`: exactly what has to be sent to get from one to the other.
 * A field that `after` lacks is not a change, because a setting cannot be unset, only set.
 *
 * @returns a new object that holds the changed fields only
 */
export function diffSettings(before: CustomerSettings, after: CustomerSettings): CustomerSettings {
  return pickFields(after, (field) => after[field] !== before[field]);
}

/**
 * `settings` with the fields of `changes` put over it.
 *
 * @returns a new object; `applySettings(a, diffSettings(a, b))` equals `b` wherever `b` has a value
 */
export function applySettings(settings: CustomerSettings, changes: CustomerSettings): CustomerSettings {
  return { ...settings, ...pickFields(changes, () => true) };
}

/** The names of the fields that `settings` has a value for, in display order. */
export function presentFields(settings: CustomerSettings): SettingField[] {
  return settingFields.filter((field) => settings[field] !== undefined);
}

/**
 * The fields that were asked for and are not what was stored: what BigCommerce took and then did not keep.
 *
 * @param asked what was sent
 * @param stored what BigCommerce answered
 */
export function fieldsNotStored(asked: CustomerSettings, stored: CustomerSettings): SettingField[] {
  return presentFields(asked).filter((field) => stored[field] !== asked[field]);
}
