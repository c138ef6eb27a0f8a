import type { AppError } from '@/lib/errors';
import type { CopiedSettings, WantedByScope } from '@/lib/settings/bulk-plan';
import type { ChangeOrigin } from '@/lib/settings/change';
import type { NotRestored } from '@/lib/settings/restore';
import type { LeftOutOfFile } from '@/lib/settings-file/read-settings-file';
import type { ReadOutcomes } from '../data/scope-settings';

/** The whole store or a storefront, with its name. */
export interface NamedScope {
  /** `null` for the whole store. */
  id: number | null;
  name: string;
}

/** Requested changes, to be compared with the current settings of their scopes. */
export interface Proposal {
  source: Exclude<ChangeOrigin['source'], 'app'>;
  /** The scopes to change, in display order. */
  scopes: readonly NamedScope[];
  /** The storefront that is copied from: it is read, and not changed. */
  copiedFrom: NamedScope | null;
  /** Computes the wanted settings of each scope from the settings that were read. */
  want: (outcomes: ReadOutcomes) => { wanted: WantedByScope; notCopied: CopiedSettings['notCopied'] };
  /** For each scope, the change that is undone there. */
  restores: ReadonlyMap<number | null, string>;
  /** Fields that cannot be restored. */
  notRestored: readonly NotRestored[];
  /** Names of requested storefronts that do not exist any more. */
  gone: readonly string[];
  /** Parts of a settings file that cannot be imported. */
  leftOutOfFile: readonly LeftOutOfFile[];
}

/** The settings of the storefront to copy from could not be read. */
export function copySourceFailure({ copiedFrom }: Proposal, outcomes: ReadOutcomes): AppError | null {
  const outcome = copiedFrom === null ? undefined : outcomes.get(copiedFrom.id);
  return outcome?.kind === 'failed' ? outcome.error : null;
}

/** Whether everything that was asked for can be written, whatever the scopes hold. */
export function isWhole({ notRestored, gone, leftOutOfFile }: Proposal): boolean {
  return notRestored.length + gone.length + leftOutOfFile.length === 0;
}

/** Counts scopes for the placeholders of messages. */
export function countScopes(ids: readonly (number | null)[]): {
  store: 'none' | 'only' | 'with';
  count: number;
} {
  const count = ids.filter((id) => id !== null).length;
  if (count === ids.length) return { store: 'none', count };
  return { store: count === 0 ? 'only' : 'with', count };
}
