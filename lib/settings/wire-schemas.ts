import { z } from 'zod';
import type { SettingTable } from './customer-settings';
import type { SettingKind, SettingRow } from './fields';

type Shape = Record<string, z.ZodType>;

/** Any number, fractions included: whether it is a valid id is decided later, by a fault with its own message. */
const kinds = { boolean: z.boolean, url: z.string, customerGroup: z.number } as const satisfies Record<
  SettingKind,
  () => z.ZodType
>;

/**
 * The shape of BigCommerce's object.
 *
 * @param toValue the schema of one setting's value
 * @param toPart the schema of a part of the object from the schemas of its keys
 */
function toShape(
  rows: readonly SettingRow[],
  toValue: (row: SettingRow) => z.ZodType,
  toPart: (shape: Shape) => z.ZodType,
): Shape {
  const shape: Shape = {};
  const parts: Record<string, Shape> = {};
  for (const row of rows) {
    const [first, key] = row.wirePath;
    if (key === undefined) shape[first] = toValue(row);
    else parts[first] = { ...parts[first], [key]: toValue(row) };
  }
  for (const [name, part] of Object.entries(parts)) shape[name] = toPart(part);
  return shape;
}

/** Any subset of settings in BigCommerce's shape. Other members are refused. */
function subsetSchema(rows: readonly SettingRow[], toValue: (row: SettingRow) => z.ZodType) {
  return z.strictObject(toShape(rows, toValue, (part) => z.strictObject(part).optional()));
}

/**
 * The settings of a whole store as requests and files hold them. `null` is refused, because a store inherits nothing.
 */
export function storeSchema(table: SettingTable) {
  const rows = Object.values(table).filter(({ inheritable }) => inheritable);
  return subsetSchema(rows, ({ kind }) => kinds[kind]().optional());
}

/**
 * The settings of a storefront that a request may hold. `null` deletes the storefront's own value of a setting that it
 * can inherit.
 */
export function storefrontSchema(table: SettingTable) {
  return subsetSchema(Object.values(table), ({ kind, inheritable }) =>
    inheritable ? kinds[kind]().nullish() : kinds[kind]().optional(),
  );
}

/** The settings of a storefront as files hold them. `null` is inherited; what was never set is `null`, too. */
export function storefrontInFileSchema(table: SettingTable) {
  return subsetSchema(Object.values(table), ({ kind }) => kinds[kind]().nullish());
}

/**
 * BigCommerce's response. Unknown fields pass through, because BigCommerce may add some and clients of our API may need
 * them.
 */
export function responseSchema(table: SettingTable) {
  const value = ({ kind }: SettingRow) => (kind === 'customerGroup' ? z.int() : kinds[kind]()).nullish();
  return z.looseObject(toShape(Object.values(table), value, (part) => z.looseObject(part).nullish()));
}
