import { describe, expect, it } from 'vitest';
import { parseSettings } from '@/components/shell/settings-draft';
import { createMatrixColumns } from '@/components/storefronts/matrix-columns';
import { toFieldBits } from '@/lib/database/field-bits';
import { createSettingsFileReader } from '@/lib/settings-file/read-settings-file';
import { createSettingsFileWriter } from '@/lib/settings-file/write-settings-file';
import { type CustomerSettings, type SettingField, settingPanels } from '@/lib/settings/customer-settings';
import { createSettingsDiff } from '@/lib/settings/diff';
import { type SettingRow, settingTable } from '@/lib/settings/fields';
import { createFirstOwnValues } from '@/lib/settings/effective-value';
import { createValidation } from '@/lib/settings/validation';
import { createSettingsWire } from '@/lib/settings/wire';
import { responseSchema, storefrontSchema, storeSchema } from '@/lib/settings/wire-schemas';

const row = {
  wirePath: ['privacy_settings', 'ask_shopper_for_newsletter'],
  kind: 'boolean',
  inheritable: true,
  panel: 'privacy',
  initial: true,
  historyBit: 64,
  valueTexts: { true: 'on', false: 'off' },
} as const satisfies SettingRow;

const table = { ...settingTable, newsletter: row };
// The name is no setting of ours: only the table knows it.
const newsletter = 'newsletter' as string as SettingField;
const fields = Object.keys(table) as SettingField[];

const settingsWith = (value: unknown) => ({ policyUrl: '', newsletter: value }) as CustomerSettings;
const wireWith = (value: unknown) => ({
  privacy_settings: { policy_url: '', ask_shopper_for_newsletter: value },
});

describe('a boolean setting that is added to the table', () => {
  it('is mapped to BigCommerce’s object and back', () => {
    const wire = createSettingsWire(table);
    expect(wire.toWireSettings(settingsWith(true))).toEqual(wireWith(true));
    expect(wire.fromWireSettings(wireWith(false), null)).toEqual(settingsWith(false));
    expect(wire.fromWireSettings(wireWith(null), 2)).toEqual(settingsWith(null));
    expect(wire.toWirePath(newsletter)).toBe('privacy_settings.ask_shopper_for_newsletter');
    expect(wire.fromWirePath('privacy_settings.ask_shopper_for_newsletter')).toBe(newsletter);
    expect(wire.fromWireKey('ask_shopper_for_newsletter')).toBe(newsletter);
  });

  it.each([
    ['the body of a save for the whole store', storeSchema(table), false],
    ['the body of a save for a storefront', storefrontSchema(table), true],
    ['BigCommerce’s response', responseSchema(table), true],
  ])('is validated in %s', (_of, schema, inherits) => {
    expect(schema.safeParse(wireWith(true)).success).toBe(true);
    expect(schema.safeParse(wireWith(null)).success).toBe(inherits);
    expect(schema.safeParse(wireWith('yes')).success).toBe(false);
  });

  it('is no member of requests as long as the table lacks it', () => {
    expect(storeSchema(settingTable).safeParse(wireWith(true)).success).toBe(false);
  });

  it('is validated by its kind', () => {
    const { settingFaults } = createValidation(table);
    expect(settingFaults(settingsWith(true))).toEqual({});
    const url = { ...table, newsletter: { ...row, kind: 'url', initial: '' } as const };
    expect(createValidation(url).settingFaults(settingsWith('http://x.test'))).toEqual({
      newsletter: 'policy_url_not_absolute_https',
    });
  });

  it('is kept in a draft', () => {
    expect(parseSettings({ newsletter: true, policyUrl: 7 }, table)).toEqual({ newsletter: true });
    expect(parseSettings({ newsletter: 'yes' }, table)).toEqual({});
    const { diffSettings, presentFields } = createSettingsDiff(fields);
    const changes = diffSettings(settingsWith(true), settingsWith(false));
    expect(presentFields(changes)).toEqual([newsletter]);
  });

  it('starts with the value of its row where the store has none', () => {
    const { firstOwnValue, firstOwnValues } = createFirstOwnValues(table);
    expect(firstOwnValue(newsletter, {})).toBe(true);
    expect(firstOwnValues(settingsWith(false))).toMatchObject({ newsletter: false, trackingConsent: false });
  });

  it('is written to a settings file and read from it', () => {
    const file = {
      exportedAt: 0,
      store: { hash: 'abc123', name: 'Store' },
      global: settingsWith(true),
      storefronts: [{ id: 2, name: 'Outlet', settings: settingsWith(null) }],
      groups: [],
    };
    const text = createSettingsFileWriter(table)(file);
    expect(text).toContain('"ask_shopper_for_newsletter": true');
    expect(createSettingsFileReader(table)(text)).toEqual({ file, leftOut: [] });
    expect(createSettingsFileReader(settingTable)(text)).toMatchObject({
      problems: [
        { path: 'global_settings.privacy_settings.ask_shopper_for_newsletter', fault: 'unknown_field' },
        {
          path: 'storefronts[0].settings.privacy_settings.ask_shopper_for_newsletter',
          fault: 'unknown_field',
        },
      ],
    });
  });

  it('has a column in the table of storefronts', () => {
    expect(createMatrixColumns(table).at(-1)).toEqual({ field: newsletter, wide: false });
  });

  it('stands in its part of both forms', () => {
    for (const ofStorefront of [false, true])
      expect(settingPanels(ofStorefront, table)[0]?.fields).toContain(newsletter);
  });

  it('has a bit of its own in the history', () => {
    expect(toFieldBits([newsletter], table)).toBe(64);
    expect(toFieldBits([newsletter, 'policyUrl'], table)).toBe(68);
  });
});

describe('settingTable', () => {
  const rows: SettingRow[] = Object.values(settingTable);

  it('gives every setting one bit of its own, so that the history finds it', () => {
    for (const { historyBit } of rows) expect(Math.log2(historyBit) % 1).toBe(0);
    expect(new Set(rows.map(({ historyBit }) => historyBit)).size).toBe(rows.length);
  });

  it('keeps the bits that are stored', () => {
    const bits = Object.entries(settingTable).map(([field, { historyBit }]) => [field, historyBit]);
    expect(Object.fromEntries(bits)).toMatchObject({
      trackingConsent: 1,
      trackingConsentOnCheckout: 2,
      policyUrl: 4,
      guestCustomerGroupId: 8,
      defaultCustomerGroupId: 16,
      allowGlobalLogins: 32,
    });
  });

  it('gives every setting a place of its own in BigCommerce’s object', () => {
    expect(new Set(rows.map(({ wirePath }) => wirePath.join('.'))).size).toBe(rows.length);
  });
});
