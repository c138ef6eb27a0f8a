import type { WantedByScope } from '../settings/bulk-plan';
import type { CustomerGroup } from '../settings/customer-group';
import {
  customerGroupFields,
  isGroupField,
  isInheritable,
  noCustomerGroup,
  type SettingField,
  type CustomerSettings,
} from '../settings/customer-settings';
import { pickFields } from '../settings/diff';
import type { NamedInFile, SettingsFile } from './settings-file';

/** Maps an id in a file to an id of this store; `null` where nothing matches, or the user leaves it out. */
type IdMapping = ReadonlyMap<number, number | null>;

/** The storefronts and groups of this store that a file's ids stand for. */
export interface FileMapping {
  storefronts: IdMapping;
  groups: IdMapping;
}

interface NamedHere {
  id: number;
  name: string;
}

/**
 * Finds the storefront or group of this store that one in a file stands for. In the store that the file was exported
 * from, the id decides. In another store an id counts only if the names agree too; otherwise the name decides, if
 * exactly one has it.
 */
function findHere({ id, name }: NamedInFile, here: readonly NamedHere[], sameStore: boolean): number | null {
  if (here.some((one) => one.id === id && (sameStore || one.name === name))) return id;
  const [only, ...others] = here.filter((one) => one.name === name);
  return only !== undefined && others.length === 0 ? only.id : null;
}

/** The groups that a file's settings use, with their names in the file; `""` where the file has no name. */
export function groupsOfFile({ global, storefronts, groups }: SettingsFile): NamedInFile[] {
  const settings: CustomerSettings[] = [
    ...(global === null ? [] : [global]),
    ...storefronts.map((one) => one.settings),
  ];
  const ids = settings.flatMap((one) => customerGroupFields.map((field) => one[field]));
  const named = new Set(ids.filter((id) => typeof id === 'number').filter((id) => id !== noCustomerGroup));
  return [...named].map((id) => ({ id, name: groups.find((group) => group.id === id)?.name ?? '' }));
}

/**
 * Finds what a file's storefronts and groups stand for in this store.
 *
 * @returns a mapping for every storefront of the file and every group that it names; no two storefronts of the file
 *   stand for the same one
 */
export function mapSettingsFile(
  file: SettingsFile,
  here: { storeHash: string; storefronts: readonly NamedHere[]; groups: readonly CustomerGroup[] },
): FileMapping {
  const sameStore = file.store.hash === here.storeHash;
  const taken = new Set<number>();
  const storefronts = new Map<number, number | null>();
  // Matches by id go first: another storefront or group may have taken the name.
  const byId = (one: NamedInFile) => findHere(one, here.storefronts, sameStore) === one.id;
  for (const one of [...file.storefronts.filter(byId), ...file.storefronts.filter((other) => !byId(other))]) {
    const found = findHere(one, here.storefronts, sameStore);
    storefronts.set(one.id, found === null || taken.has(found) ? null : found);
    if (found !== null) taken.add(found);
  }
  const groups = groupsOfFile(file).map(
    (group) =>
      [group.id, group.name === '' && !sameStore ? null : findHere(group, here.groups, sameStore)] as const,
  );
  return { storefronts, groups: new Map(groups) };
}

function translate(settings: CustomerSettings, groups: IdMapping): CustomerSettings {
  const translated: CustomerSettings = { ...settings };
  for (const field of customerGroupFields) {
    const named = settings[field];
    if (typeof named !== 'number' || named === noCustomerGroup) continue;
    const here = groups.get(named) ?? null;
    if (here !== null) translated[field] = here;
  }
  const kept = (field: SettingField) => {
    const named = settings[field];
    // "Never set" cannot be written.
    if (named === null) return isInheritable(field);
    if (!isGroupField(field) || typeof named !== 'number' || named === noCustomerGroup) return true;
    return (groups.get(named) ?? null) !== null;
  };
  return pickFields(translated, kept);
}

/**
 * Finds the settings that an import sets in each scope of this store.
 *
 * @param mapping as found, and as changed by the user; what it maps to `null` is left out
 * @param withGlobal whether the settings of the whole store are imported
 */
export function wantedByFile(file: SettingsFile, mapping: FileMapping, withGlobal: boolean): WantedByScope {
  const wanted = new Map<number | null, CustomerSettings>();
  if (withGlobal && file.global !== null) wanted.set(null, translate(file.global, mapping.groups));
  for (const { id, settings } of file.storefronts) {
    const here = mapping.storefronts.get(id) ?? null;
    if (here !== null) wanted.set(here, translate(settings, mapping.groups));
  }
  return wanted;
}
