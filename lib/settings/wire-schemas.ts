import { z } from 'zod';
import type { SettingTable } from './customer-settings';
import type { SettingKind, SettingRow } from './fields';

type Shape = Record<string, z.ZodType>;

/** Whether an id is one is judged with a text of its own: a fraction is a number here. */
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

/** Any subset of settings in BigCommerce's own shape, and nothing else. */
function subsetSchema(rows: readonly SettingRow[], toValue: (row: SettingRow) => z.ZodType) {
  return z.strictObject(toShape(rows, toValue, (part) => z.strictObject(part).optional()));
}

/** The settings of a whole store as requests and files may hold them: values only, there is nothing to inherit. */
export function storeSchema(table: SettingTable) {
  const rows = Object.values(table).filter(({ inheritable }) => inheritable);
  return subsetSchema(rows, ({ kind }) => kinds[kind]().optional());
}

/** The settings of a storefront that a request may hold. `null` deletes a value, where there is one to fall back to. */
export function storefrontSchema(table: SettingTable) {
  return subsetSchema(Object.values(table), ({ kind, inheritable }) =>
    inheritable ? kinds[kind]().nullish() : kinds[kind]().optional(),
  );
}

/** The settings of a storefront as files hold them. `null` is inherited; what was never set is `null`, too. */
export function storefrontInFileSchema(table: SettingTable) {
  return subsetSchema(Object.values(table), ({ kind }) => kinds[kind]().nullish());
}

/** BigCommerce's response. Further fields pass through: BigCommerce may add some, and readers of the API may want them. */
export function responseSchema(table: SettingTable) {
  const value = ({ kind }: SettingRow) => (kind === 'customerGroup' ? z.int() : kinds[kind]()).nullish();
  return z.looseObject(toShape(Object.values(table), value, (part) => z.looseObject(part).nullish()));
}
