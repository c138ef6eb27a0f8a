import type { CustomerSettings, SettingField, SettingTable } from './customer-settings';
import { settingTable, type ValueOfKind } from './fields';

type Table = typeof settingTable;
type Path<Field extends SettingField> = Table[Field]['wirePath'];
type Value<Field extends SettingField> = ValueOfKind[Table[Field]['kind']] | null;

type KeyIn<Part, Field extends SettingField> =
  Path<Field> extends readonly [Part, infer Key extends string] ? Key : never;

/**
 * Customer settings as BigCommerce writes them, each part optional: a request sends any subset, and a response may
 * lack what the store does not have. `null` stands on a storefront only and means "no value of its own".
 * Source: BigCommerce, Customers V3, "Get customer settings" and "Get customer settings per channel".
 */
export type CustomerSettingsWire = {
  [Field in SettingField as Path<Field>[0]]?: Path<Field> extends readonly [string]
    ? Value<Field>
    : { [Other in SettingField as KeyIn<Path<Field>[0], Other>]?: Value<Other> };
};

/** The member of an object, if it is an object itself. */
function partOf(whole: unknown, name: string): Record<string, unknown> | undefined {
  const part = (whole as Record<string, unknown>)[name];
  return typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : undefined;
}

/** Makes the functions that convert names of settings to their paths in BigCommerce's object and back. */
function createWireNames(table: SettingTable) {
  const fields = Object.keys(table) as SettingField[];

  /**
   * The dotted name of a setting in API bodies and in their `errors` member.
   *
   * @returns for instance `privacy_settings.policy_url`
   */
  function toWirePath(field: SettingField): string {
    return table[field].wirePath.join('.');
  }

  /**
   * Finds the setting by its dotted wire name.
   *
   * @returns `null` for an unknown name
   */
  function fromWirePath(path: string): SettingField | null {
    return fields.find((field) => toWirePath(field) === path) ?? null;
  }

  /**
   * Finds the setting by its key without the part's name, as deep links have it, for instance `policy_url`.
   *
   * @returns `null` for an unknown name
   */
  function fromWireKey(key: string): SettingField | null {
    return fields.find((field) => table[field].wirePath.at(-1) === key) ?? null;
  }

  return { toWirePath, fromWirePath, fromWireKey };
}

/** Makes the functions that map values of settings to BigCommerce's object and back. */
function createWireValues(table: SettingTable) {
  const fields = Object.keys(table) as SettingField[];

  function valueIn(wire: CustomerSettingsWire, field: SettingField): unknown {
    const [first, key] = table[field].wirePath;
    return key === undefined ? (wire as Record<string, unknown>)[first] : partOf(wire, first)?.[key];
  }

  /** Maps settings to BigCommerce's object: only fields that have a value, `null` included, and no empty part. */
  function toWireSettings(settings: CustomerSettings): CustomerSettingsWire {
    const wire: Record<string, unknown> = {};
    for (const field of fields) {
      if (settings[field] === undefined) continue;
      const [first, key] = table[field].wirePath;
      wire[first] = key === undefined ? settings[field] : { ...partOf(wire, first), [key]: settings[field] };
    }
    return wire;
  }

  /**
   * Maps BigCommerce's object to settings. The object's types must have been checked; unknown fields are dropped.
   *
   * @param channelId `null` for those of the whole store, which lacks the settings that storefronts alone have
   */
  function fromWireSettings(wire: CustomerSettingsWire, channelId: number | null): CustomerSettings {
    const ofScope = fields.filter((field) => channelId !== null || table[field].inheritable);
    const values = ofScope.map((field) => [field, valueIn(wire, field)] as const);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }

  return { toWireSettings, fromWireSettings };
}

/** Makes the functions that change BigCommerce's object as a whole, for writes that replace it. */
function createWireMerge(table: SettingTable) {
  /** The keys of BigCommerce's object that hold further keys. */
  const parts = new Set(
    Object.values(table).flatMap(({ wirePath }) => (wirePath.length > 1 ? [wirePath[0]] : [])),
  );

  /**
   * `wire` with the values of `changes` applied. Unknown members are kept.
   *
   * @returns a new object
   */
  function mergeWire(wire: CustomerSettingsWire, changes: CustomerSettingsWire): CustomerSettingsWire {
    const merged: Record<string, unknown> = { ...wire, ...changes };
    for (const name of parts)
      if (partOf(changes, name) !== undefined)
        merged[name] = { ...partOf(wire, name), ...partOf(changes, name) };
    return merged;
  }

  /**
   * A store's object without its `null` members: BigCommerce refuses them in a request, though responses may hold them.
   */
  function withoutNulls(wire: CustomerSettingsWire): CustomerSettingsWire {
    const held = (part: object) =>
      Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null));
    const whole: Record<string, unknown> = held(wire);
    for (const name of parts)
      if (partOf(wire, name) !== undefined) whole[name] = held(partOf(wire, name) ?? {});
    return whole;
  }

  return { mergeWire, withoutNulls };
}

/** Makes all functions for BigCommerce's object, for a table of settings. */
export function createSettingsWire(table: SettingTable) {
  return { ...createWireNames(table), ...createWireValues(table), ...createWireMerge(table) };
}

/** The functions of {@link createSettingsWire} for the app's settings. */
export const {
  toWirePath,
  fromWirePath,
  fromWireKey,
  toWireSettings,
  fromWireSettings,
  mergeWire,
  withoutNulls,
} = createSettingsWire(settingTable);
