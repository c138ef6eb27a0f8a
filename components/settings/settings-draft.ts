import { type CustomerSettings, type SettingField, settingFields } from '@/lib/settings/customer-settings';
import { applySettings, diffSettings, presentFields } from '@/lib/settings/diff';

/** What a person changed and has not saved yet, and what they saw there when they began to. */
export interface SettingsDraft {
  edits: CustomerSettings;
  seen: CustomerSettings;
}

export const emptyDraft: SettingsDraft = { edits: {}, seen: {} };

export type SettingValue = NonNullable<CustomerSettings[SettingField]>;

/** `settings` without the fields of which `keep` says no. */
export function keepFields(
  settings: CustomerSettings,
  keep: (field: SettingField) => boolean,
): CustomerSettings {
  const kept: Record<string, unknown> = {};
  for (const field of presentFields(settings)) if (keep(field)) kept[field] = settings[field];
  return kept;
}

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
  return { edits: keepFields(draft.edits, keep), seen: keepFields(draft.seen, keep) };
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
  const edits = keepFields(
    draft.edits,
    (field) => draft.edits[field] !== sent[field] || stored[field] !== sent[field],
  );
  return { edits, seen: keepFields(stored, (field) => edits[field] !== undefined) };
}

/** What has to be sent: edits that still differ from what the store holds and that the store has a field for. */
export function draftChanges(draft: SettingsDraft, current: CustomerSettings): CustomerSettings {
  const edits = keepFields(draft.edits, (field) => current[field] !== undefined);
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
export function parseSettings(value: unknown): CustomerSettings {
  const types: Record<SettingField, string> = {
    trackingConsent: 'boolean',
    trackingConsentOnCheckout: 'boolean',
    policyUrl: 'string',
    guestCustomerGroupId: 'number',
    defaultCustomerGroupId: 'number',
  };
  const parsed: Record<string, unknown> = {};
  if (typeof value !== 'object' || value === null) return {};
  const source = value as Record<string, unknown>;
  for (const field of settingFields) {
    if (typeof source[field] === types[field]) parsed[field] = source[field];
  }
  return parsed;
}
