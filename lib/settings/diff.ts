import { type AnySettings, storefrontFields, type StorefrontField } from './customer-settings';

/** The fields that settings of this level have. */
export type FieldOf<S extends AnySettings> = keyof S & StorefrontField;

/** The names of the fields that `settings` has a value for, `null` included, in display order. */
export function presentFields<S extends AnySettings>(settings: S): FieldOf<S>[] {
  const fields = storefrontFields as readonly FieldOf<S>[];
  return fields.filter((field) => settings[field] !== undefined);
}

/**
 * Some of the fields that have a value, `null` included.
 *
 * @returns a new object
 */
export function pickFields<S extends AnySettings>(settings: S, chosen: (field: FieldOf<S>) => boolean): S {
  const picked = presentFields(settings).filter(chosen);
  return Object.fromEntries(picked.map((field) => [field, settings[field]])) as S;
}

/**
 * The fields of `after` that differ from `before`: exactly what has to be sent to get from one to the other. `null`,
 * `0` and `""` are three different values. A field that `after` lacks is not a change, because a setting cannot be
 * unset, only set.
 *
 * @returns a new object that holds the changed fields only
 */
export function diffSettings<S extends AnySettings>(before: S, after: S): S {
  return pickFields(after, (field) => after[field] !== before[field]);
}

/**
 * `settings` with the fields of `changes` put over it.
 *
 * @returns a new object; `applySettings(a, diffSettings(a, b))` equals `b` wherever `b` has a value
 */
export function applySettings<S extends AnySettings>(settings: S, changes: S): S {
  return { ...settings, ...pickFields(changes, () => true) };
}

/**
 * The fields that were asked for and are not what was stored: what BigCommerce took and then did not keep.
 *
 * @param asked what was sent
 * @param stored what BigCommerce answered
 */
export function fieldsNotStored<S extends AnySettings>(asked: S, stored: S): FieldOf<S>[] {
  return presentFields(asked).filter((field) => stored[field] !== asked[field]);
}
