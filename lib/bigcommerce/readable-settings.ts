import { z } from 'zod';
import type { SettingTable } from '../settings/customer-settings';
import { type SettingKind, settingTable } from '../settings/fields';
import { flag, wholeNumber } from './answer-shapes';

type WireObject = Record<string, unknown>;

const shapes: Record<SettingKind, z.ZodType> = {
  boolean: flag,
  url: z.string(),
  customerGroup: wholeNumber,
};

function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object with the value of one key parsed. A value that cannot be parsed without loss is left out. */
function readKey(holder: WireObject, key: string, shape: z.ZodType): WireObject {
  if (holder[key] === undefined || holder[key] === null) return holder;
  const { success, data } = shape.safeParse(holder[key]);
  const { [key]: _read, ...others } = holder;
  return success ? { ...others, [key]: data } : others;
}

function readPart(wire: WireObject, part: string): WireObject {
  if (wire[part] === undefined || wire[part] === null || isObject(wire[part])) return wire;
  // PHP writes an empty object as a list. A part in any other shape is unreadable.
  const { [part]: _unreadable, ...others } = wire;
  return others;
}

function readSettings(wire: WireObject, table: SettingTable): WireObject {
  let read = wire;
  for (const { wirePath, kind } of Object.values(table)) {
    const [part, key] = wirePath;
    if (key === undefined) read = readKey(read, part, shapes[kind]);
    else {
      read = readPart(read, part);
      const holder = read[part];
      if (isObject(holder)) read = { ...read, [part]: readKey(holder, key, shapes[kind]) };
    }
  }
  return read;
}

/**
 * Reads a response about settings field by field. Values of another type with the same meaning (`"3"`, `1` for true)
 * are converted; a field that cannot be read counts as absent.
 *
 * @param answer with or without BigCommerce's envelope
 * @returns the same object with readable fields only, for validation; without `meta`
 */
export function toReadableSettings(answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  if (!('data' in answer)) return readSettings(answer, settingTable);
  return { data: isObject(answer.data) ? readSettings(answer.data, settingTable) : answer.data };
}
