import { noteMaxLength } from '@/lib/settings/change';
import { presentFields } from '@/lib/settings/diff';
import { channelKey, parseChannelKey } from '@/lib/settings/scope';
import { tabStorage } from '../ui/safe-storage';
import { parseSettings, type SettingsDraft, withReason } from './settings-draft';

/** The unsaved changes of one person in one store, by scope; the whole store is `null`. */
type Drafts = ReadonlyMap<number | null, SettingsDraft>;

/** Keeps one person's drafts of one store in the tab, over reloads and the end of sessions. */
export interface DraftKeeper {
  read: () => Drafts;
  keep: (drafts: Drafts) => void;
  forget: () => void;
}

/** One tab keeps the drafts of this many people and stores; the longest unused make room. */
const keptRecords = 10;

/** Longer records, in characters, stay in memory only: ten of them would fill a tab's storage of 5 million. */
const recordLength = 400_000;

const keyPattern = /^customer-settings:[^:]+:drafts:\d+$/;

const noDrafts: Drafts = new Map();

function parseDraft({ edits, seen, reason }: Record<string, unknown>): SettingsDraft {
  const typed = typeof reason === 'string' ? reason.slice(0, noteMaxLength) : '';
  return withReason({ edits: parseSettings(edits), seen: parseSettings(seen) }, typed);
}

function parseRecord(text: string | null): { at: number; drafts: Drafts } {
  try {
    const { at, drafts } = JSON.parse(text ?? '{}') as { at?: unknown; drafts?: Record<string, unknown> };
    const parsed = Object.entries(drafts ?? {}).flatMap(([key, draft]) => {
      const channelId = parseChannelKey(key);
      if (channelId === undefined) return [];
      return [[channelId, parseDraft(draft as Record<string, unknown>)] as const];
    });
    return { at: typeof at === 'number' ? at : 0, drafts: new Map(parsed) };
  } catch {
    return { at: 0, drafts: noDrafts };
  }
}

/** Removes the longest unused records, so that one more has room. */
function makeRoom(key: string): void {
  const others = tabStorage
    .keys()
    .filter((other) => other !== key && keyPattern.test(other))
    .map((other) => ({ other, at: parseRecord(tabStorage.read(other)).at }))
    .sort((one, another) => another.at - one.at);
  for (const { other } of others.slice(keptRecords - 1)) tabStorage.remove(other);
}

function serialize(drafts: Drafts, at: number): string | null {
  const waiting = [...drafts].filter(([, { edits }]) => presentFields(edits).length > 0);
  if (waiting.length === 0) return null;
  const record = Object.fromEntries(
    waiting.map(([channelId, { edits, seen, reason }]) => [channelKey(channelId), { edits, seen, reason }]),
  );
  return JSON.stringify({ at, drafts: record });
}

/**
 * Makes the keeper of one person's drafts of one store. Two people who use one tab never get each other's.
 *
 * @param userId BigCommerce's number of the person; `null` where it is not known: then nothing is kept
 * @param now milliseconds since the epoch
 */
export function createDraftKeeper(
  storeHash: string,
  userId: number | null,
  now: () => number = Date.now,
): DraftKeeper {
  if (userId === null) return { read: () => noDrafts, keep: () => undefined, forget: () => undefined };
  const key = `customer-settings:${storeHash}:drafts:${userId}`;
  return {
    read: () => parseRecord(tabStorage.read(key)).drafts,
    keep(drafts) {
      const record = serialize(drafts, now());
      if (record === null || record.length > recordLength) {
        tabStorage.remove(key);
        return;
      }
      if (tabStorage.read(key) === null) makeRoom(key);
      tabStorage.write(key, record);
    },
    forget: () => tabStorage.remove(key),
  };
}
