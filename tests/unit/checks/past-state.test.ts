import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownScope, type ReplacedValue, stateAt } from '@/lib/checks/past-state';
import { type CustomerSettings, type SettingField, settingFields } from '@/lib/settings/customer-settings';

const change = (different: Partial<ReplacedValue>): ReplacedValue => ({
  channelId: null,
  field: 'policyUrl',
  value: 'https://shop.example/old',
  at: 100,
  id: 'b',
  ...different,
});

const store: KnownScope = {
  channelId: null,
  settings: { policyUrl: 'https://shop.example/new', trackingConsent: true },
  knownSince: 10,
};

describe('the state at a past moment', () => {
  it('is what the first later change replaced, and else what is known now', () => {
    const changes = [change({ at: 300, value: 'https://shop.example/middle' }), change({ at: 200 })];
    expect(stateAt(150, [store], changes)).toEqual([
      {
        channelId: null,
        settings: { policyUrl: 'https://shop.example/old', trackingConsent: true },
        unknownUntil: null,
      },
    ]);
    expect(stateAt(250, [store], changes)[0]?.settings.policyUrl).toBe('https://shop.example/middle');
    expect(stateAt(300, [store], changes)[0]?.settings).toEqual(store.settings);
  });

  it('goes by the id where changes have the same moment', () => {
    const changes = [change({ id: 'c', value: 'https://shop.example/c' }), change({ id: 'a', value: '' })];
    expect(stateAt(99, [store], changes)[0]?.settings.policyUrl).toBe('');
  });

  it('is not known of a scope that the app did not know yet', () => {
    expect(stateAt(9, [store], [change({})])).toEqual([{ channelId: null, settings: {}, unknownUntil: 10 }]);
    expect(stateAt(10, [store], [])[0]?.unknownUntil).toBeNull();
  });

  it('leaves out a setting whose former value was not known', () => {
    expect(stateAt(50, [store], [change({ value: undefined })])[0]?.settings).toEqual({
      trackingConsent: true,
    });
  });
});

interface Step {
  channelId: number | null;
  field: SettingField;
  value: CustomerSettings[SettingField];
  /** The time since the step before; 0 for the same moment. */
  pause: number;
}

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  channelId: fc.constantFrom(null, 1, 7),
  field: fc.constantFrom(...settingFields),
  value: fc.constantFrom<CustomerSettings[SettingField]>(null, true, false, 'https://shop.example/', 0, 12),
  pause: fc.integer({ min: 0, max: 3 }),
});

type State = Map<number | null, CustomerSettings>;

/** Makes the steps one after the other, and remembers the state after each moment. */
function makeSteps(steps: readonly Step[]) {
  const state: State = new Map([null, 1, 7].map((id) => [id, { trackingConsent: true, policyUrl: '' }]));
  const changes: ReplacedValue[] = [];
  const states = new Map<number, State>([[0, new Map(state)]]);
  let at = 0;
  steps.forEach(({ channelId, field, value, pause }, index) => {
    at += pause;
    const before = state.get(channelId) ?? {};
    changes.push({ channelId, field, value: before[field], at, id: String(index).padStart(4, '0') });
    state.set(channelId, { ...before, [field]: value });
    states.set(at, new Map(state));
  });
  const known = [...state].map(([channelId, settings]) => ({ channelId, settings, knownSince: 0 }));
  return { known, changes, states };
}

it('going back over recorded changes yields the state at each moment, whatever their order', () => {
  fc.assert(
    fc.property(
      fc.array(stepArbitrary, { maxLength: 40 }).chain((steps) => {
        const made = makeSteps(steps);
        const shuffled = fc.shuffledSubarray(made.changes, { minLength: made.changes.length });
        return shuffled.map((changes) => ({ ...made, changes }));
      }),
      ({ known, changes, states }) => {
        for (const [moment, state] of states)
          for (const { channelId, settings, unknownUntil } of stateAt(moment, known, changes)) {
            expect(settings).toEqual(state.get(channelId));
            expect(unknownUntil).toBeNull();
          }
      },
    ),
  );
});

it('the first later change of each scope and setting is enough', () => {
  fc.assert(
    fc.property(fc.array(stepArbitrary, { maxLength: 40 }), (steps) => {
      const { known, changes, states } = makeSteps(steps);
      for (const moment of states.keys()) {
        const later = changes.filter(({ at }) => at > moment);
        const firsts = later.filter(
          (one, index) =>
            later.findIndex(({ channelId, field }) => channelId === one.channelId && field === one.field) ===
            index,
        );
        expect(stateAt(moment, known, firsts)).toEqual(stateAt(moment, known, changes));
      }
    }),
  );
});
