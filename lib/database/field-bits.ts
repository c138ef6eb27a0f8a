import { storefrontFields, type StorefrontField } from '../settings/customer-settings';

/**
 * Fields as one number, a bit for each, so that an index can tell which changes touched a field. Bits are stored: a
 * field keeps its place in {@link storefrontFields}, and a new one goes to the end.
 */
export function toFieldBits(fields: readonly StorefrontField[]): number {
  return fields.reduce((bits, field) => bits | (1 << storefrontFields.indexOf(field)), 0);
}
