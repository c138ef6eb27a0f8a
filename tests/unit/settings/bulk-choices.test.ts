import { describe, expect, it } from 'vitest';
import {
  choiceFaults,
  choiceOf,
  firstChoices,
  wantedSettings,
  withChoice,
  withValue,
} from '@/lib/settings/bulk-choices';

const first = firstChoices({ policyUrl: 'https://a.example/', guestCustomerGroupId: 4 });

describe('the choices of a bulk change', () => {
  it('leave everything as it is to begin with', () => {
    expect(wantedSettings(first)).toEqual({});
    expect(choiceFaults(first)).toEqual({ nothingChosen: true, fields: {} });
  });

  it("start a value from the store's", () => {
    expect(wantedSettings(withChoice(first, 'policyUrl', 'set'))).toEqual({
      policyUrl: 'https://a.example/',
    });
  });

  it('tell no group and no address from following the store', () => {
    const empties = withValue(withValue(first, 'policyUrl', ''), 'guestCustomerGroupId', 0);
    expect(wantedSettings(empties)).toEqual({ policyUrl: '', guestCustomerGroupId: 0 });
    expect(wantedSettings(withChoice(empties, 'policyUrl', 'inherit'))).toEqual({
      policyUrl: null,
      guestCustomerGroupId: 0,
    });
  });

  it('never let the logins follow the store, which has no such setting', () => {
    expect(wantedSettings(withChoice(first, 'allowGlobalLogins', 'inherit'))).toEqual({});
    expect(wantedSettings(withValue(first, 'allowGlobalLogins', false))).toEqual({
      allowGlobalLogins: false,
    });
  });

  it('keep a value in mind while another choice is tried out', () => {
    const away = withChoice(withValue(first, 'policyUrl', 'https://b.example/'), 'policyUrl', 'leave');
    expect(wantedSettings(away)).toEqual({});
    expect(choiceOf(away, 'policyUrl')).toBe('leave');
    expect(wantedSettings(withChoice(away, 'policyUrl', 'set'))).toEqual({ policyUrl: 'https://b.example/' });
  });

  it('judge what is to be set, and nothing else', () => {
    const bad = withValue(first, 'policyUrl', 'nonsense');
    expect(choiceFaults(bad).fields).toEqual({ policyUrl: 'policy_url_not_absolute_https' });
    expect(choiceFaults(withChoice(bad, 'policyUrl', 'inherit')).fields).toEqual({});
  });
});
