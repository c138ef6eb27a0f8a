import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CustomerSettings,
  type SettingField,
  settingFields,
} from '../../../lib/settings/customer-settings';
import { applySettings, diffSettings, mergeSettings, presentFields } from '../../../lib/settings/diff';
import { wholeSettingsArbitrary as whole } from './settings-arbitraries';

function mergedBy(base: CustomerSettings, mine: CustomerSettings, theirs: CustomerSettings) {
  return applySettings(theirs, mergeSettings(base, diffSettings(base, mine), theirs).mine);
}

describe('a three-way merge of settings', () => {
  it('never loses a field that only one side touched', () => {
    fc.assert(
      fc.property(whole, whole, whole, (base, mine, theirs) => {
        const merged = mergedBy(base, mine, theirs);
        for (const field of settingFields) {
          if (theirs[field] === base[field]) expect(merged[field]).toBe(mine[field]);
          if (mine[field] === base[field]) expect(merged[field]).toBe(theirs[field]);
        }
      }),
    );
  });

  it('always asks where both touched a field and came to different values, and only there', () => {
    fc.assert(
      fc.property(whole, whole, whole, (base, mine, theirs) => {
        const { conflicts } = mergeSettings(base, diffSettings(base, mine), theirs);
        const both = settingFields.filter(
          (field) =>
            mine[field] !== base[field] && theirs[field] !== base[field] && mine[field] !== theirs[field],
        );
        expect(conflicts).toEqual(both);
      }),
    );
  });

  it('comes to the same whichever side was first, where no field conflicts', () => {
    fc.assert(
      fc.property(whole, whole, whole, (base, mine, theirs) => {
        fc.pre(mergeSettings(base, diffSettings(base, mine), theirs).conflicts.length === 0);
        expect(mergedBy(base, mine, theirs)).toEqual(mergedBy(base, theirs, mine));
      }),
    );
  });

  it('names each field that only the other side touched, and writes none of them', () => {
    fc.assert(
      fc.property(whole, whole, whole, (base, mine, theirs) => {
        const edits: CustomerSettings = diffSettings(base, mine);
        const merge = mergeSettings(base, edits, theirs);
        const theirsAlone: SettingField[] = settingFields.filter(
          (field) => edits[field] === undefined && theirs[field] !== base[field],
        );
        expect(merge.takenOver).toEqual(theirsAlone);
        expect(presentFields(merge.mine).filter((field) => theirsAlone.includes(field))).toEqual([]);
      }),
    );
  });

  it('has nothing to write where both sides came to the same', () => {
    const base = { policyUrl: '' };
    const edits = { policyUrl: 'https://a.example' };
    expect(mergeSettings(base, edits, { policyUrl: 'https://a.example' })).toEqual({
      mine: {},
      takenOver: [],
      conflicts: [],
    });
  });
});
