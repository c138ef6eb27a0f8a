import type {
  CustomerSettings,
  SettingField,
  SettingTable,
  SettingValue,
} from '@/lib/settings/customer-settings';
import { applySettings, diffSettings, pickFields, presentFields } from '@/lib/settings/diff';
import { settingTable } from '@/lib/settings/fields';

/** What a person changed and has not saved yet, and what they saw there when they began to. */
export interface SettingsDraft {
  edits: CustomerSettings;
  seen: CustomerSettings;
}

export const emptyDraft: SettingsDraft = { edits: {}, seen: {} };

/**
 * The draft after one more edit. Going back to the store's value is no edit any more.
 *
 * @param current what the store holds, as far as we know
 */
export function editField(
  draft: SettingsDraft,
  current: CustomerSettings,
  field: SettingField,
  value: SettingValue,
): SettingsDraft {
  if (current[field] === value) return dropFields(draft, (other) => other === field);
  const before = field in draft.edits ? draft.seen : current;
  return {
    edits: { ...draft.edits, [field]: value },
    seen: { ...draft.seen, [field]: before[field] },
  };
}

/** The draft without some of its fields. */
export function dropFields(draft: SettingsDraft, drop: (field: SettingField) => boolean): SettingsDraft {
  const keep = (field: SettingField) => !drop(field);
  return { edits: pickFields(draft.edits, keep), seen: pickFields(draft.seen, keep) };
}

/**
 * The draft after a save: without what was stored as it was sent. What was typed meanwhile, and what the store did
 * not keep, stays as an edit of what the store holds now.
 */
export function settleDraft(
  draft: SettingsDraft,
  sent: CustomerSettings,
  stored: CustomerSettings,
): SettingsDraft {
  const edits = pickFields(
    draft.edits,
    (field) => draft.edits[field] !== sent[field] || stored[field] !== sent[field],
  );
  return { edits, seen: pickFields(stored, (field) => edits[field] !== undefined) };
}

/** The draft after a conflict: without the fields that are left to the other side, and seen anew for all others. */
export function resolveDraft(
  draft: SettingsDraft,
  theirs: readonly SettingField[],
  current: CustomerSettings,
): SettingsDraft {
  const { edits } = dropFields(draft, (field) => theirs.includes(field));
  return { edits, seen: pickFields(current, (field) => edits[field] !== undefined) };
}

/** The draft with values over it that are to be saved, as if the person had typed them where these were seen. */
export function takeUpEdits(
  draft: SettingsDraft,
  edits: CustomerSettings,
  seen: CustomerSettings,
): SettingsDraft {
  return { edits: applySettings(draft.edits, edits), seen: applySettings(draft.seen, seen) };
}

/** What has to be sent: edits that still differ from what the store holds and that the store has a field for. */
export function draftChanges(draft: SettingsDraft, current: CustomerSettings): CustomerSettings {
  const edits = pickFields(draft.edits, (field) => current[field] !== undefined);
  return diffSettings(current, edits);
}

/** What the form shows: the person's edits, and what the store holds everywhere else. */
export function draftValues(draft: SettingsDraft, current: CustomerSettings): CustomerSettings {
  return applySettings(current, draftChanges(draft, current));
}

/** Fields that somebody else changed after the person had begun to edit them. */
export function draftConflicts(draft: SettingsDraft, current: CustomerSettings): SettingField[] {
  return presentFields(draftChanges(draft, current)).filter((field) => draft.seen[field] !== current[field]);
}

/** Settings out of storage, where anything may have been written. */
export function parseSettings(value: unknown, table: SettingTable = settingTable): CustomerSettings {
  if (typeof value !== 'object' || value === null) return {};
  const stored = new Map(Object.entries(value));
  const held = Object.entries(table).filter(([field, { initial }]) => {
    const found: unknown = stored.get(field);
    return found === null || typeof found === typeof initial;
  });
  return Object.fromEntries(held.map(([field]) => [field, stored.get(field) as SettingValue]));
}
