import { z } from 'zod';
import type { CustomerSettings, SettingField, SettingTable } from '../settings/customer-settings';
import { settingTable } from '../settings/fields';
import { createValidation, type SettingFault } from '../settings/validation';
import { createSettingsWire } from '../settings/wire';
import { storefrontInFileSchema, storeSchema } from '../settings/wire-schemas';
import { type SettingsFile, settingsFileVersion } from './settings-file';

// The page's Content-Security-Policy lets nobody compile code, and zod would try.
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

type Path = readonly PropertyKey[];

const idMax = 2 ** 31 - 1;
const nameMax = 1000;

const id = z.int().min(1).max(idMax);
const name = z.string().max(nameMax);

function createFileSchema(table: SettingTable) {
  return z.strictObject({
    schema_version: z.literal(settingsFileVersion),
    exported_at: z.iso.datetime({ offset: true }),
    store: z.strictObject({ hash: z.string().max(100), name }),
    global_settings: storeSchema(table).optional(),
    storefronts: z.array(z.strictObject({ id, name, settings: storefrontInFileSchema(table) })),
    customer_groups: z.array(z.strictObject({ id, name })),
  });
}

type FileWire = z.infer<ReturnType<typeof createFileSchema>>;

/** As people write it: `storefronts[2].name`. Members that somebody made up are cut, so that no text grows without end. */
function toPathText(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 100)}`))
    .join('')
    .replace(/^\./, '');
}

function isAbsent(file: unknown, path: Path): boolean {
  let value = file;
  for (const part of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[part];
  return value === undefined;
}

function shapeProblems(error: z.ZodError, file: unknown): FileProblem[] {
  return error.issues.flatMap((issue): FileProblem[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: toPathText([...issue.path, key]), fault: 'unknown_field' }));
    const fault = isAbsent(file, issue.path) ? 'missing' : 'wrong_type';
    return [{ path: toPathText(issue.path), fault }];
  });
}

function repeatedIds(list: 'storefronts' | 'customer_groups', ids: readonly number[]): FileProblem[] {
  const again = ids.map((one, index) => ({ index, twice: ids.indexOf(one) < index }));
  return again
    .filter(({ twice }) => twice)
    .map(({ index }) => ({ path: toPathText([list, index, 'id']), fault: 'twice' }));
}

function versionProblem(file: object): FileProblem | null {
  const version = 'schema_version' in file ? file.schema_version : undefined;
  const path = 'schema_version';
  if (typeof version !== 'number') return { path, fault: 'no_version' };
  // What else stands in a file of a later version, nobody here can judge.
  return version > settingsFileVersion ? { path, fault: 'newer_version' } : null;
}

/** What is wrong with the values of a file whose shape is right. */
function createFileCheck(table: SettingTable) {
  const { toWirePath } = createSettingsWire(table);
  const { settingFaults } = createValidation(table);

  function valueProblems(settings: CustomerSettings, at: Path): FileProblem[] {
    return Object.entries(settingFaults(settings)).map(([field, fault]) => ({
      path: toPathText([...at, ...toWirePath(field as SettingField).split('.')]),
      fault,
    }));
  }

  return ({ global, storefronts, groups }: SettingsFile): FileProblem[] => {
    if (global === null && storefronts.length === 0) return [{ path: '', fault: 'nothing' }];
    const idsOf = (list: readonly { id: number }[]) => list.map((one) => one.id);
    return [
      ...(global === null ? [] : valueProblems(global, ['global_settings'])),
      ...storefronts.flatMap(({ settings }, index) =>
        valueProblems(settings, ['storefronts', index, 'settings']),
      ),
      ...repeatedIds('storefronts', idsOf(storefronts)),
      ...repeatedIds('customer_groups', idsOf(groups)),
    ];
  };
}

type FileReading = { file: SettingsFile } | { problems: [FileProblem, ...FileProblem[]] };

/** The reading of a file with faults, which then holds nothing else. */
function refused(problem: FileProblem, ...others: FileProblem[]): FileReading {
  return { problems: [problem, ...others] };
}

/** The reader of files for the settings of a table. */
export function createSettingsFileReader(table: SettingTable) {
  const { fromWireSettings } = createSettingsWire(table);
  const problemsOf = createFileCheck(table);
  const fileSchema = createFileSchema(table);

  function fromFileWire(wire: FileWire): SettingsFile {
    const { store, global_settings: global, storefronts, customer_groups: groups } = wire;
    return {
      exportedAt: Date.parse(wire.exported_at),
      store,
      global: global === undefined ? null : fromWireSettings(global, null),
      storefronts: storefronts.map((storefront) => ({
        ...storefront,
        settings: fromWireSettings(storefront.settings, storefront.id),
      })),
      groups,
    };
  }

  /**
   * Reads a settings file. Nothing of a file with a fault is imported.
   *
   * @param text the content of the file that the user chose
   * @returns the file, or all that is wrong with it
   */
  function readSettingsFile(text: string): FileReading {
    let json: unknown;
    try {
      // Some editors put a mark before the text.
      json = JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch {
      return refused({ path: '', fault: 'not_json' });
    }
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      return refused({ path: '', fault: 'not_an_object' });
    const ofVersion = versionProblem(json);
    if (ofVersion !== null) return refused(ofVersion);
    const parsed = fileSchema.safeParse(json);
    if (!parsed.success) {
      const [first, ...others] = shapeProblems(parsed.error, json);
      return refused(first ?? { path: '', fault: 'wrong_type' }, ...others);
    }
    const file = fromFileWire(parsed.data);
    const [first, ...others] = problemsOf(file);
    return first === undefined ? { file } : refused(first, ...others);
  }

  return readSettingsFile;
}

export const readSettingsFile = createSettingsFileReader(settingTable);
