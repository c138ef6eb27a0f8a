import { type CustomerSettings, type SettingField, settingFields } from './customer-settings';

/** The result of merging a user's edits with changes that were made elsewhere meanwhile. */
interface SettingsMerge {
  /** Edits of fields that only this user changed. They still have to be written. */
  mine: CustomerSettings;
  /** Fields that were changed elsewhere only. Their stored values stay. */
  takenOver: SettingField[];
  /** Fields that both sides changed to different values. The user has to choose. */
  conflicts: SettingField[];
}

/**
 * Merges edits with changes that were made elsewhere. A field that both sides changed to the same value is no conflict
 * and is not written.
 *
 * @param base what the person saw
 * @param edits the fields that the person changed
 * @param theirs what is stored now
 */
export function mergeSettings(
  base: CustomerSettings,
  edits: CustomerSettings,
  theirs: CustomerSettings,
): SettingsMerge {
  const touched = presentFields(diffSettings(base, theirs));
  const differing = diffSettings(theirs, edits);
  const conflicts = touched.filter((field) => differing[field] !== undefined);
  return {
    mine: pickFields(differing, (field) => !conflicts.includes(field)),
    takenOver: touched.filter((field) => edits[field] === undefined),
    conflicts,
  };
}

/** Makes the functions that compare and combine settings, for the fields of a table in display order. */
export function createSettingsDiff(fields: readonly SettingField[]) {
  /** The names of the fields that `settings` has a value for, `null` included, in display order. */
  function presentFields(settings: CustomerSettings): SettingField[] {
    return fields.filter((field) => settings[field] !== undefined);
  }

  /**
   * Some of the fields that have a value, `null` included.
   *
   * @returns a new object
   */
  function pickFields(
    settings: CustomerSettings,
    chosen: (field: SettingField) => boolean,
  ): CustomerSettings {
    const picked = presentFields(settings).filter(chosen);
    return Object.fromEntries(picked.map((field) => [field, settings[field]]));
  }

  /**
   * The fields of `after` that differ from `before`: exactly what has to be sent to get from one to the other. `null`,
   * `0` and `""` are three different values. A field that `after` lacks is not a change, because a setting cannot be
   * unset, only set.
   *
   * @returns a new object that holds the changed fields only
   */
  function diffSettings(before: CustomerSettings, after: CustomerSettings): CustomerSettings {
    return pickFields(after, (field) => after[field] !== before[field]);
  }

  /**
   * `settings` with the fields of `changes` applied.
   *
   * @returns a new object; `applySettings(a, diffSettings(a, b))` equals `b` wherever `b` has a value
   */
  function applySettings(settings: CustomerSettings, changes: CustomerSettings): CustomerSettings {
    return { ...settings, ...pickFields(changes, () => true) };
  }

  /**
   * The requested fields whose stored value differs: BigCommerce accepted them and did not store them.
   *
   * @param requested what was sent
   * @param stored the settings in BigCommerce's response
   */
  function fieldsNotStored(requested: CustomerSettings, stored: CustomerSettings): SettingField[] {
    return presentFields(requested).filter((field) => stored[field] !== requested[field]);
  }

  return { presentFields, pickFields, diffSettings, applySettings, fieldsNotStored };
}

/** The functions of {@link createSettingsDiff} for the app's settings. */
export const { presentFields, pickFields, diffSettings, applySettings, fieldsNotStored } =
  createSettingsDiff(settingFields);
