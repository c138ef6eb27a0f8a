import { z } from 'zod';
import type { CustomerSettings, SettingField, SettingTable } from '../settings/customer-settings';
import { createSettingsDiff } from '../settings/diff';
import { settingTable } from '../settings/fields';
import { createValidation, type SettingFault } from '../settings/validation';
import { createSettingsWire } from '../settings/wire';
import { storefrontInFileSchema, storeSchema } from '../settings/wire-schemas';
import {
  type NamedInFile,
  type SettingsFile,
  settingsFileVersion,
  type StorefrontInFile,
} from './settings-file';

// The page's Content-Security-Policy forbids compiling code, which zod would try.
z.config({ jitless: true });

/** Why a file cannot be imported. Each is a message key under `settingsFile.faults`. */
export type FileFault =
  | SettingFault
  | 'not_json'
  | 'not_an_object'
  | 'no_version'
  | 'newer_version'
  | 'unknown_field'
  | 'missing'
  | 'wrong_type'
  | 'twice'
  | 'nothing';

export interface FileProblem {
  /** Where in the file, for instance `storefronts[2].settings.privacy_settings.policy_url`; `""` for all of it. */
  path: string;
  fault: FileFault;
}

/** A part of a file that is not imported while the rest is. */
export interface LeftOutOfFile extends FileProblem {
  /** The setting that is left out, `null` where a whole storefront or a group's name is. */
  field: SettingField | null;
  /** The storefront's name in the file; `null` for the global settings and where the file has no readable name. */
  name: string | null;
}

/** The result of reading a file: settings, with the parts that are left out, or every fault that prevents the import. */
export type ReadSettingsFile =
  { file: SettingsFile; leftOut: LeftOutOfFile[] } | { problems: [FileProblem, ...FileProblem[]] };

type Path = readonly PropertyKey[];

const idMax = 2 ** 31 - 1;
const nameMax = 1000;

const id = z.int().min(1).max(idMax);
const name = z.string().max(nameMax);

/** The file around its parts. Each part is read by itself, so that a faulty one costs only itself. */
const envelopeSchema = z.strictObject({
  schema_version: z.literal(settingsFileVersion),
  exported_at: z.iso.datetime({ offset: true }),
  store: z.strictObject({ hash: z.string().max(100), name }),
  global_settings: z.unknown().optional(),
  storefronts: z.array(z.unknown()),
  customer_groups: z.array(z.unknown()),
});

const groupSchema = z.strictObject({ id, name });

/** As people write it: `storefronts[2].name`. Made-up members are cut, so that no text grows without end. */
function toPathText(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 100)}`))
    .join('')
    .replace(/^\./, '');
}

function isAbsent(part: unknown, path: Path): boolean {
  let value = part;
  for (const member of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[member];
  return value === undefined;
}

/** @param at where the part that was parsed stands in the file */
function shapeProblems(error: z.ZodError, part: unknown, at: Path = []): FileProblem[] {
  return error.issues.flatMap((issue): FileProblem[] => {
    const path = [...at, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: toPathText([...path, key]), fault: 'unknown_field' }));
    const fault = isAbsent(part, issue.path) ? 'missing' : 'wrong_type';
    return [{ path: toPathText(path), fault }];
  });
}

/** The name that a faulty part of a file has all the same. */
function nameOf(part: unknown): string | null {
  const parsed = z.looseObject({ name: name.min(1) }).safeParse(part);
  return parsed.success ? parsed.data.name : null;
}

/** Reads every element of a list that can be read; of elements with one id the first. */
function readElements<Element extends NamedInFile>(
  list: 'storefronts' | 'customer_groups',
  elements: readonly unknown[],
  schema: z.ZodType<Element>,
): { read: { at: Path; element: Element }[]; leftOut: LeftOutOfFile[] } {
  const read = new Map<number, { at: Path; element: Element }>();
  const leftOut: LeftOutOfFile[] = [];
  elements.forEach((one, index) => {
    const at = [list, index];
    const leave = (problems: FileProblem[]) =>
      leftOut.push(...problems.map((problem) => ({ ...problem, field: null, name: nameOf(one) })));
    const parsed = schema.safeParse(one);
    if (!parsed.success) leave(shapeProblems(parsed.error, one, at));
    else if (read.has(parsed.data.id)) leave([{ path: toPathText([...at, 'id']), fault: 'twice' }]);
    else read.set(parsed.data.id, { at, element: parsed.data });
  });
  return { read: [...read.values()], leftOut };
}

function versionProblem(file: object): FileProblem | null {
  const version = 'schema_version' in file ? file.schema_version : undefined;
  const path = 'schema_version';
  if (typeof version !== 'number') return { path, fault: 'no_version' };
  // Other parts of a file of a later version cannot be validated here.
  return version > settingsFileVersion ? { path, fault: 'newer_version' } : null;
}

function refused(problem: FileProblem, ...others: FileProblem[]): ReadSettingsFile {
  return { problems: [problem, ...others] };
}

function parseJson(text: string): { json: object } | { fault: FileFault } {
  try {
    // Some editors put a byte order mark before the text.
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    return isObject ? { json } : { fault: 'not_an_object' };
  } catch {
    return { fault: 'not_json' };
  }
}

function holdsSomething({ global, storefronts }: SettingsFile): boolean {
  const all = [...(global === null ? [] : [global]), ...storefronts.map(({ settings }) => settings)];
  return all.some((settings) => Object.keys(settings).length > 0);
}

/** The reader of the values of a file: what can be saved, and what cannot. */
function createValueReader(table: SettingTable) {
  const { toWirePath } = createSettingsWire(table);
  const { settingFaults, trimSettings } = createValidation(table);
  const { pickFields } = createSettingsDiff(Object.keys(table) as SettingField[]);

  /** Settings without the values that cannot be saved. */
  return function readValues(
    read: CustomerSettings,
    at: Path,
    named: string | null,
  ): { settings: CustomerSettings; leftOut: LeftOutOfFile[] } {
    const settings = trimSettings(read);
    const faults = settingFaults(settings);
    const leftOut = (Object.keys(faults) as SettingField[]).flatMap((field): LeftOutOfFile[] => {
      const fault = faults[field];
      const path = toPathText([...at, ...toWirePath(field).split('.')]);
      return fault === undefined ? [] : [{ path, fault, field, name: named }];
    });
    return { settings: pickFields(settings, (field) => faults[field] === undefined), leftOut };
  };
}

/** The reader of the parts of a file that hold settings. */
function createPartReader(table: SettingTable) {
  const { fromWireSettings } = createSettingsWire(table);
  const readValues = createValueReader(table);
  const globalSchema = storeSchema(table);
  const storefrontSchema = z.strictObject({ id, name, settings: storefrontInFileSchema(table) });

  function readGlobal(wire: unknown): { global: CustomerSettings | null; leftOut: LeftOutOfFile[] } {
    if (wire === undefined) return { global: null, leftOut: [] };
    const at = ['global_settings'];
    const parsed = globalSchema.safeParse(wire);
    if (!parsed.success) {
      const problems = shapeProblems(parsed.error, wire, at);
      return { global: null, leftOut: problems.map((one) => ({ ...one, field: null, name: null })) };
    }
    const { settings, leftOut } = readValues(fromWireSettings(parsed.data, null), at, null);
    return { global: settings, leftOut };
  }

  function readStorefronts(wire: readonly unknown[]): {
    storefronts: StorefrontInFile[];
    leftOut: LeftOutOfFile[];
  } {
    const { read, leftOut } = readElements('storefronts', wire, storefrontSchema);
    const storefronts = read.map(({ at, element }) => {
      const values = readValues(
        fromWireSettings(element.settings, element.id),
        [...at, 'settings'],
        element.name,
      );
      leftOut.push(...values.leftOut);
      return { ...element, settings: values.settings };
    });
    return { storefronts, leftOut };
  }

  return { readGlobal, readStorefronts };
}

/** Makes the function that reads settings files, for a table of settings. */
export function createSettingsFileReader(table: SettingTable) {
  const { readGlobal, readStorefronts } = createPartReader(table);

  /**
   * Reads a settings file. A value, a storefront or a group's name that cannot be imported is left out; the rest is read.
   *
   * @param text the content of the file that the user chose
   * @returns the file with what is left out of it, or all that is wrong where nothing of it can be imported
   */
  function readSettingsFile(text: string): ReadSettingsFile {
    const parsed = parseJson(text);
    if ('fault' in parsed) return refused({ path: '', fault: parsed.fault });
    const ofVersion = versionProblem(parsed.json);
    if (ofVersion !== null) return refused(ofVersion);
    const envelope = envelopeSchema.safeParse(parsed.json);
    if (!envelope.success) {
      const [first, ...others] = shapeProblems(envelope.error, parsed.json);
      return refused(first ?? { path: '', fault: 'wrong_type' }, ...others);
    }
    const wire = envelope.data;
    const ofGlobal = readGlobal(wire.global_settings);
    const ofStorefronts = readStorefronts(wire.storefronts);
    const ofGroups = readElements('customer_groups', wire.customer_groups, groupSchema);
    const file: SettingsFile = {
      exportedAt: Date.parse(wire.exported_at),
      store: wire.store,
      global: ofGlobal.global,
      storefronts: ofStorefronts.storefronts,
      groups: ofGroups.read.map(({ element }) => element),
    };
    const leftOut = [...ofGlobal.leftOut, ...ofStorefronts.leftOut, ...ofGroups.leftOut];
    const [first, ...others] = leftOut;
    if (first !== undefined && !holdsSomething(file)) return refused(first, ...others);
    if (file.global === null && file.storefronts.length === 0) return refused({ path: '', fault: 'nothing' });
    return { file, leftOut };
  }

  return readSettingsFile;
}

export const readSettingsFile = createSettingsFileReader(settingTable);
