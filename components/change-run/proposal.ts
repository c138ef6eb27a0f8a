import type { AppError } from '@/lib/errors';
import type { CopiedSettings, WantedByScope } from '@/lib/settings/bulk-plan';
import type { ChangeOrigin } from '@/lib/settings/change';
import type { NotRestored } from '@/lib/settings/restore';
import type { LeftOutOfFile } from '@/lib/settings-file/read-settings-file';
import type { ReadOutcomes } from '../data/scope-settings';

/** The whole store or a storefront, as people call it. */
export interface NamedScope {
  /** `null` for the whole store. */
  id: number | null;
  name: string;
}

/** Changes that a person asked for, to be held against what the scopes hold now. */
export interface Proposal {
  source: Exclude<ChangeOrigin['source'], 'app'>;
  /** What is to be changed, in the order in which people see it. */
  scopes: readonly NamedScope[];
  /** The storefront that is copied from: it is read, and not changed. */
  copiedFrom: NamedScope | null;
  /** What each scope shall have, once everything was read. */
  want: (outcomes: ReadOutcomes) => { wanted: WantedByScope; notCopied: CopiedSettings['notCopied'] };
  /** For each scope the change that is taken back there. */
  restores: ReadonlyMap<number | null, string>;
  /** What cannot be brought back, whatever the scopes hold. */
  notRestored: readonly NotRestored[];
  /** Storefronts that were asked for and do not exist any more. */
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

/** How many scopes there are, in the way messages ask for it. */
export function countScopes(ids: readonly (number | null)[]): {
  store: 'none' | 'only' | 'with';
  count: number;
} {
  const count = ids.filter((id) => id !== null).length;
  if (count === ids.length) return { store: 'none', count };
  return { store: count === 0 ? 'only' : 'with', count };
}
