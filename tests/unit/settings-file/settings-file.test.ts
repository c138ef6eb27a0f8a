import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapSettingsFile, wantedByFile } from '@/lib/settings-file/map-settings-file';
import { readSettingsFile } from '@/lib/settings-file/read-settings-file';
import type { SettingsFile } from '@/lib/settings-file/settings-file';
import { groupsNamedBy, writeSettingsFile } from '@/lib/settings-file/write-settings-file';
import { changesSomething, planScopes } from '@/lib/settings/bulk-plan';
import type { CustomerSettings } from '@/lib/settings/customer-settings';

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const address = fc.constantFrom('', 'https://a.example/', 'https://b.example/?a=1#"'.replace('"', ''));
const groups = [1, 2, 3].map((id) => ({ id, name: id === 3 ? 'Trade' : `Group ${id}` }));
const groupId = fc.integer({ min: 0, max: 3 });
const name = fc.oneof(fc.string(), fc.constant('Same name'));

const global: fc.Arbitrary<CustomerSettings> = fc.record(
  {
    trackingConsent: fc.boolean(),
    trackingConsentOnCheckout: fc.boolean(),
    policyUrl: address,
    guestCustomerGroupId: groupId,
    defaultCustomerGroupId: groupId,
  },
  { requiredKeys: [] },
);

const own: fc.Arbitrary<CustomerSettings> = fc.record(
  {
    trackingConsent: orNull(fc.boolean()),
    trackingConsentOnCheckout: orNull(fc.boolean()),
    policyUrl: orNull(address),
    guestCustomerGroupId: orNull(groupId),
    defaultCustomerGroupId: orNull(groupId),
    allowGlobalLogins: orNull(fc.boolean()),
  },
  { requiredKeys: [] },
);

const storefronts = fc.uniqueArray(
  fc.record({ id: fc.integer({ min: 1, max: 2 ** 31 - 1 }), name, settings: own }),
  {
    selector: ({ id }) => id,
    maxLength: 6,
  },
);

const storeFile: fc.Arbitrary<SettingsFile> = fc.record({ global, storefronts }).map((held) => ({
  ...held,
  exportedAt: 1_700_000_000_000,
  store: { hash: 'abc', name: 'A store' },
  groups: groupsNamedBy([held.global, ...held.storefronts.map(({ settings }) => settings)], groups),
}));

const wire = {
  schema_version: 1,
  exported_at: '2026-01-02T03:04:05.000Z',
  store: { hash: 'abc', name: 'A store' },
  global_settings: { privacy_settings: { policy_url: '' } },
  storefronts: [] as unknown[],
  customer_groups: [] as unknown[],
};

function problemsOf(file: unknown): string[] {
  const read = readSettingsFile(typeof file === 'string' ? file : JSON.stringify(file));
  return 'problems' in read ? read.problems.map(({ path, fault }) => `${path}: ${fault}`) : [];
}

function fileOf(held: Partial<SettingsFile>): SettingsFile {
  const store = { hash: 'other', name: 'Another store' };
  return { exportedAt: 0, store, global: null, storefronts: [], groups: [], ...held };
}

describe('a settings file', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(storeFile, (file) => {
        expect(readSettingsFile(writeSettingsFile(file))).toEqual({ file, leftOut: [] });
      }),
    );
  });

  it('changes nothing in the store that it was exported from', () => {
    fc.assert(
      fc.property(storeFile, (file) => {
        const read = readSettingsFile(writeSettingsFile(file));
        if (!('file' in read)) throw new Error(JSON.stringify(read));
        const here = { storeHash: 'abc', storefronts: file.storefronts, groups };
        const wanted = wantedByFile(read.file, mapSettingsFile(read.file, here), true);
        const current = new Map<number | null, CustomerSettings>([
          [null, file.global ?? {}],
          ...file.storefronts.map(({ id, settings }) => [id, settings] as const),
        ]);
        expect([...wanted.keys()].sort()).toEqual([...current.keys()].sort());
        expect(
          planScopes(wanted, current).filter((plan) => changesSomething(plan) || plan.missing.length > 0),
        ).toEqual([]);
      }),
    );
  });

  it('never stops reading with anything else than what is wrong', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = readSettingsFile(text);
        expect('problems' in read && read.problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it('tells what is wrong, and where', () => {
    expect(problemsOf('{')).toEqual([': not_json']);
    expect(problemsOf('[]')).toEqual([': not_an_object']);
    expect(problemsOf({})).toEqual(['schema_version: no_version']);
    expect(problemsOf({ schema_version: 2, new_member: 1 })).toEqual(['schema_version: newer_version']);
    expect(problemsOf({ ...wire, extra: 1 })).toEqual(['extra: unknown_field']);
    const { store: _store, ...withoutStore } = wire;
    expect(problemsOf(withoutStore)).toEqual(['store: missing']);
    const { global_settings: _global, ...empty } = wire;
    expect(problemsOf(empty)).toEqual([': nothing']);
    expect(problemsOf({ ...wire, global_settings: { privacy_settings: { policy_url: null } } })).toEqual([
      'global_settings.privacy_settings.policy_url: wrong_type',
    ]);
    expect(
      problemsOf({ ...wire, global_settings: { privacy_settings: { policy_url: 'http://a' } } }),
    ).toEqual(['global_settings.privacy_settings.policy_url: policy_url_not_absolute_https']);
    const text = JSON.stringify(wire).replace('"hash"', '"__proto__":{"polluted":true},"hash"');
    expect(problemsOf(text)).toEqual(['store.__proto__: unknown_field']);
  });

  it('reads past a byte order mark', () => {
    expect(problemsOf(`\uFEFF${JSON.stringify(wire)}`)).toEqual([]);
  });
});

describe('a file with faulty parts', () => {
  const good = 'https://a.example/';
  const outlet = (id: number, policyUrl: unknown, more: object = {}) => ({
    id,
    name: `Outlet ${id}`,
    settings: { privacy_settings: { policy_url: policyUrl, ask_shopper_for_tracking_consent: true } },
    ...more,
  });

  function read(held: object) {
    const outcome = readSettingsFile(JSON.stringify({ ...wire, ...held }));
    if (!('file' in outcome)) throw new Error(JSON.stringify(outcome));
    const { file, leftOut } = outcome;
    return { file, leftOut: leftOut.map(({ path, fault, field, name: of }) => [path, fault, field, of]) };
  }

  it('leaves out a value that cannot be saved, and nothing else', () => {
    const { file, leftOut } = read({
      global_settings: {
        privacy_settings: { policy_url: 'https://localhost/', ask_shopper_for_tracking_consent: false },
      },
      storefronts: [
        outlet(1, 'http://a.example/'),
        outlet(2, good, { settings: { customer_group_settings: { guest_customer_group_id: -1 } } }),
        outlet(3, good),
      ],
    });
    expect(file.global).toEqual({ trackingConsent: false });
    expect(file.storefronts.map(({ settings }) => settings)).toEqual([
      { trackingConsent: true },
      {},
      { trackingConsent: true, policyUrl: good },
    ]);
    const url = 'privacy_settings.policy_url';
    expect(leftOut).toEqual([
      [`global_settings.${url}`, 'policy_url_host_not_public', 'policyUrl', null],
      [`storefronts[0].settings.${url}`, 'policy_url_not_absolute_https', 'policyUrl', 'Outlet 1'],
      [
        'storefronts[1].settings.customer_group_settings.guest_customer_group_id',
        'customer_group_id_invalid',
        'guestCustomerGroupId',
        'Outlet 2',
      ],
    ]);
  });

  it('leaves out a storefront, the global settings or a group that cannot be read', () => {
    const { file, leftOut } = read({
      global_settings: { privacy_settings: { policy_url: 5 } },
      storefronts: [
        outlet(1, 5),
        outlet(2, good),
        outlet(2, good),
        outlet(0, good),
        null,
        outlet(3, good, { surprise: true }),
      ],
      customer_groups: [{ id: 1, name: 'VIP' }, { id: 2 }, { id: 1, name: 'Again' }],
    });
    expect(file.global).toBeNull();
    expect(file.storefronts.map(({ id }) => id)).toEqual([2]);
    expect(file.groups).toEqual([{ id: 1, name: 'VIP' }]);
    expect(leftOut).toEqual([
      ['global_settings.privacy_settings.policy_url', 'wrong_type', null, null],
      ['storefronts[0].settings.privacy_settings.policy_url', 'wrong_type', null, 'Outlet 1'],
      ['storefronts[2].id', 'twice', null, 'Outlet 2'],
      ['storefronts[3].id', 'wrong_type', null, 'Outlet 0'],
      ['storefronts[4]', 'wrong_type', null, null],
      ['storefronts[5].surprise', 'unknown_field', null, 'Outlet 3'],
      ['customer_groups[1].name', 'missing', null, null],
      ['customer_groups[2].id', 'twice', null, 'Again'],
    ]);
  });

  it('trims addresses as the form does', () => {
    const { file, leftOut } = read({ storefronts: [outlet(1, `\u200b${good}\u00a0`)] });
    expect(file.storefronts[0]?.settings.policyUrl).toBe(good);
    expect(leftOut).toEqual([]);
  });

  it('is read as far as each part can be, whatever the other parts are', () => {
    fc.assert(
      fc.property(storefronts, fc.array(fc.jsonValue(), { maxLength: 4 }), (whole, others) => {
        const { storefronts: written } = JSON.parse(writeSettingsFile(fileOf({ storefronts: whole }))) as {
          storefronts: unknown[];
        };
        const { file } = read({ storefronts: [...written, ...others] });
        expect(file.storefronts).toEqual(whole);
      }),
    );
  });
});

describe('a file from another store', () => {
  const outlet = { id: 5, name: 'Outlet', settings: { guestCustomerGroupId: 3 } };

  it('finds storefronts by id where the name agrees, then by name, and no two for one', () => {
    const map = (here: { id: number; name: string }[], ...more: { id: number; name: string }[]) => {
      const file = fileOf({ storefronts: [outlet, ...more.map((one) => ({ ...one, settings: {} }))] });
      return mapSettingsFile(file, { storeHash: 'abc', storefronts: here, groups: [] }).storefronts.get(5);
    };
    expect(map([{ id: 5, name: 'Outlet' }])).toBe(5);
    expect(map([{ id: 5, name: 'Main' }])).toBeNull();
    expect(
      map([
        { id: 5, name: 'Main' },
        { id: 6, name: 'Outlet' },
      ]),
    ).toBe(6);
    expect(
      map([
        { id: 6, name: 'Outlet' },
        { id: 7, name: 'Outlet' },
      ]),
    ).toBeNull();
    expect(map([{ id: 6, name: 'Outlet' }], { id: 6, name: 'Outlet' })).toBeNull();
  });

  it('leaves out settings whose group this store does not have, unless another is chosen', () => {
    const file = fileOf({ storefronts: [outlet], groups: [{ id: 3, name: 'Dealers' }] });
    const here = { storeHash: 'abc', storefronts: [{ id: 5, name: 'Outlet' }], groups };
    const mapping = mapSettingsFile(file, here);
    expect(mapping.groups.get(3)).toBeNull();
    expect(wantedByFile(file, mapping, true)).toEqual(new Map([[5, {}]]));
    const chosen = { ...mapping, groups: new Map([[3, 0]]) };
    expect(wantedByFile(file, chosen, true).get(5)).toEqual({ guestCustomerGroupId: 0 });
  });

  it('finds a group by its name', () => {
    const file = fileOf({
      storefronts: [{ ...outlet, settings: { defaultCustomerGroupId: 9 } }],
      groups: [{ id: 9, name: 'Trade' }],
    });
    const here = { storeHash: 'abc', storefronts: [{ id: 5, name: 'Outlet' }], groups };
    expect(wantedByFile(file, mapSettingsFile(file, here), true).get(5)).toEqual({
      defaultCustomerGroupId: 3,
    });
  });
});
