import { describe, expect, it } from 'vitest';
import {
  draftChanges,
  draftConflicts,
  draftValues,
  editField,
  emptyDraft,
  parseSettings,
  resolveDraft,
  settleDraft,
  takeUpEdits,
  withReason,
} from '../../../components/shell/settings-draft';

const store = { trackingConsent: true, policyUrl: 'https://a.example', guestCustomerGroupId: 3 };
const edited = editField(emptyDraft, store, 'policyUrl', 'https://b.example');

describe('a draft of settings', () => {
  it('holds what was edited and nothing else', () => {
    expect(draftChanges(edited, store)).toEqual({ policyUrl: 'https://b.example' });
    expect(draftValues(edited, store)).toEqual({ ...store, policyUrl: 'https://b.example' });
  });

  it('is empty again once the field goes back to what the store holds', () => {
    expect(editField(edited, store, 'policyUrl', 'https://a.example')).toEqual(emptyDraft);
  });

  it('keeps the edit and shows the new values of fields changed only elsewhere', () => {
    const fresh = { ...store, trackingConsent: false };
    expect(draftValues(edited, fresh)).toEqual({ ...fresh, policyUrl: 'https://b.example' });
    expect(draftConflicts(edited, fresh)).toEqual([]);
  });

  it('names a field that both sides changed, also after one more edit of it', () => {
    const fresh = { ...store, policyUrl: 'https://c.example' };
    expect(draftConflicts(edited, fresh)).toEqual(['policyUrl']);
    const further = editField(edited, fresh, 'policyUrl', 'https://d.example');
    expect(draftConflicts(further, fresh)).toEqual(['policyUrl']);
  });

  it('has no conflict when both sides chose the same', () => {
    const fresh = { ...store, policyUrl: 'https://b.example' };
    expect(draftChanges(edited, fresh)).toEqual({});
    expect(draftConflicts(edited, fresh)).toEqual([]);
  });

  it('never sends a field that the store lost', () => {
    const { policyUrl: _gone, ...rest } = store;
    expect(draftChanges(edited, rest)).toEqual({});
  });

  it('forgets what was stored as it was sent', () => {
    const stored = { ...store, policyUrl: 'https://b.example' };
    expect(settleDraft(edited, { policyUrl: 'https://b.example' }, stored)).toEqual(emptyDraft);
  });

  it('keeps what the store did not keep, without calling it a conflict', () => {
    const left = settleDraft(edited, { policyUrl: 'https://b.example' }, store);
    expect(draftChanges(left, store)).toEqual({ policyUrl: 'https://b.example' });
    expect(draftConflicts(left, store)).toEqual([]);
  });

  it('keeps what was typed while the save was under way', () => {
    const typed = editField(edited, store, 'policyUrl', 'https://later.example');
    const stored = { ...store, policyUrl: 'https://b.example' };
    const left = settleDraft(typed, { policyUrl: 'https://b.example' }, stored);
    expect(draftChanges(left, stored)).toEqual({ policyUrl: 'https://later.example' });
    expect(draftConflicts(left, stored)).toEqual([]);
  });

  it('takes only what is a setting out of storage', () => {
    expect(
      parseSettings({ trackingConsent: 'yes', policyUrl: 'x', guestCustomerGroupId: 0, other: 1 }),
    ).toEqual({
      policyUrl: 'x',
      guestCustomerGroupId: 0,
    });
    expect(parseSettings(null)).toEqual({});
    expect(parseSettings('text')).toEqual({});
  });
});

describe('the reason of a draft', () => {
  const reasoned = withReason(edited, 'As agreed');
  const sent = { policyUrl: 'https://b.example' };

  it('stays with every further edit, a resolved conflict and values that are taken up', () => {
    for (const draft of [
      editField(reasoned, store, 'trackingConsent', false),
      editField(reasoned, store, 'policyUrl', 'https://a.example'),
      resolveDraft(reasoned, [], store),
      resolveDraft(reasoned, ['policyUrl'], store),
      takeUpEdits(reasoned, { trackingConsent: false }, store),
    ])
      expect(draft.reason).toBe('As agreed');
  });

  it('goes once everything is stored', () => {
    expect(settleDraft(reasoned, sent, { ...store, ...sent })).toEqual(emptyDraft);
  });

  it('stays with what was not stored', () => {
    expect(settleDraft(reasoned, sent, store).reason).toBe('As agreed');
  });

  it('is none where it is empty', () => {
    expect(withReason(reasoned, '')).toEqual(edited);
  });
});
