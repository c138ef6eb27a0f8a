import type {
  CustomerSettings,
  SettingField,
  SettingTable,
  SettingValue,
} from '@/lib/settings/customer-settings';
import { applySettings, diffSettings, pickFields, presentFields } from '@/lib/settings/diff';
import { settingTable } from '@/lib/settings/fields';

/** The unsaved edits of a user, and the values that the fields had when the user began to edit them. */
export interface SettingsDraft {
  edits: CustomerSettings;
  seen: CustomerSettings;
  /** Why, in the user's words, as typed; absent where there is no reason. */
  reason?: string;
}

export const emptyDraft: SettingsDraft = { edits: {}, seen: {} };

/**
 * Adds an edit to the draft. A return to the current value removes the edit.
 *
 * @param current the last known settings
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
    ...draft,
    edits: { ...draft.edits, [field]: value },
    seen: { ...draft.seen, [field]: before[field] },
  };
}

/** The draft without some of its fields. */
function dropFields(draft: SettingsDraft, drop: (field: SettingField) => boolean): SettingsDraft {
  const keep = (field: SettingField) => !drop(field);
  return { ...draft, edits: pickFields(draft.edits, keep), seen: pickFields(draft.seen, keep) };
}

/**
 * The draft after a save: without the fields that were stored as sent. Fields edited meanwhile, and fields that were
 * not stored, stay as edits of the current values, and with them the reason.
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
  const { reason } = draft;
  const kept = reason === undefined || presentFields(edits).length === 0 ? {} : { reason };
  return { edits, seen: pickFields(stored, (field) => edits[field] !== undefined), ...kept };
}

/** The draft after a conflict: without the fields that are left to the other side, and seen anew for all others. */
export function resolveDraft(
  draft: SettingsDraft,
  theirs: readonly SettingField[],
  current: CustomerSettings,
): SettingsDraft {
  const { edits, ...rest } = dropFields(draft, (field) => theirs.includes(field));
  return { ...rest, edits, seen: pickFields(current, (field) => edits[field] !== undefined) };
}

/** The draft with values over it that are to be saved, as if the person had typed them where these were seen. */
export function takeUpEdits(
  draft: SettingsDraft,
  edits: CustomerSettings,
  seen: CustomerSettings,
): SettingsDraft {
  return { ...draft, edits: applySettings(draft.edits, edits), seen: applySettings(draft.seen, seen) };
}

/** The draft with another reason, `""` for none. */
export function withReason({ reason: _former, ...draft }: SettingsDraft, reason: string): SettingsDraft {
  return reason === '' ? draft : { ...draft, reason };
}

/** The edits to send: those that still differ from the stored values and that the store has a field for. */
export function draftChanges(draft: SettingsDraft, current: CustomerSettings): CustomerSettings {
  const edits = pickFields(draft.edits, (field) => current[field] !== undefined);
  return diffSettings(current, edits);
}

/** The values that the form shows: the user's edits, and the stored values everywhere else. */
export function draftValues(draft: SettingsDraft, current: CustomerSettings): CustomerSettings {
  return applySettings(current, draftChanges(draft, current));
}

/** Fields that were changed elsewhere after the user had begun to edit them. */
export function draftConflicts(draft: SettingsDraft, current: CustomerSettings): SettingField[] {
  return presentFields(draftChanges(draft, current)).filter((field) => draft.seen[field] !== current[field]);
}

/** Parses settings from the browser's storage, whose content is not trusted. */
export function parseSettings(value: unknown, table: SettingTable = settingTable): CustomerSettings {
  if (typeof value !== 'object' || value === null) return {};
  const stored = new Map(Object.entries(value));
  const held = Object.entries(table).filter(([field, { initial }]) => {
    const found: unknown = stored.get(field);
    return found === null || typeof found === typeof initial;
  });
  return Object.fromEntries(held.map(([field]) => [field, stored.get(field) as SettingValue]));
}
