import {
  noCustomerGroup,
  type SettingKind,
  type SettingPanel,
  type SettingRow,
  settingTable,
  type ValueOfKind,
} from './fields';

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

type Table = typeof settingTable;

/** The name of a setting. */
export type SettingField = keyof Table;

type FieldWith<Row> = { [Field in SettingField]: Table[Field] extends Row ? Field : never }[SettingField];

/**
 * A table of settings: ours, or one with further rows. What is derived from the table is made by functions that accept
 * one, so that tests can add a setting.
 */
export type SettingTable = Readonly<Record<SettingField, SettingRow>>;

/** A setting that the store has and that a storefront can inherit. */
export type InheritableField = FieldWith<{ inheritable: true }>;

/** A setting whose values are of this kind. */
export type FieldOfKind<Kind extends SettingKind> = FieldWith<{ kind: Kind }>;

/**
 * The settings of a store or of a storefront. `null` on a storefront means that it has no value of its own: it inherits
 * the store's value, or the setting was never set where there is none to inherit. The store's own settings inherit
 * nothing and are never `null`. A field that is absent was not in BigCommerce's response: its value is unknown, not
 * off.
 */
export type CustomerSettings = { [Field in SettingField]?: ValueOfKind[Table[Field]['kind']] | null };

/** Settings together with the tag that a save has to be based on. */
export interface TaggedSettings {
  settings: CustomerSettings;
  etag: string;
}

/** The values of a field. */
export type SettingValue = NonNullable<CustomerSettings[SettingField]> | null;

/** Every setting, in the order in which people see them. */
export const settingFields = Object.keys(settingTable) as SettingField[];

/** Whether a storefront can inherit a setting, or is the only level that has it. */
export function isInheritable(field: SettingField): field is InheritableField {
  return settingTable[field].inheritable;
}

/** Whether a setting holds the id of a customer group. */
export function isGroupField(field: SettingField): field is FieldOfKind<'customerGroup'> {
  return settingTable[field].kind === 'customerGroup';
}

/** Every setting of a store, in the same order. */
export const inheritableFields = settingFields.filter(isInheritable);

/** The settings that name a customer group, in the same order. */
export const customerGroupFields = settingFields.filter(isGroupField);

export { noCustomerGroup };
