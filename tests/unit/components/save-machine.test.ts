import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import {
  initialSave,
  knownFrom,
  nextSave,
  originOf,
  remainderOf,
  type SaveEvent,
  type SaveMachine,
  type SavePolicy,
  type SaveRequest,
  type SaveStatus,
  undoOf,
  waitAfter,
} from '../../../components/data/save-machine';

const policy: SavePolicy = { rateLimitWaits: 1, outageWaits: 2 };
const patient: SavePolicy = { rateLimitWaits: Infinity, outageWaits: 6 };

const tagged = (settings: CustomerSettings, etag = '"now"') => ({ settings, etag });
const base = tagged(
  { trackingConsent: true, policyUrl: 'https://a.example/', guestCustomerGroupId: 1 },
  '"1"',
);
const edits: CustomerSettings = { trackingConsent: false, policyUrl: '' };
const request: SaveRequest = { base, edits };

const rateLimited = new AppError('store_rate_limited', { retryAfterSeconds: 7.2 });
const changedTo = (settings: CustomerSettings): SaveEvent => ({
  type: 'refused',
  error: new AppError('settings_changed', { data: tagged(settings, '"2"') }),
});
const answered = (settings: CustomerSettings, notStored: 'policyUrl'[] = []): SaveEvent => ({
  type: 'answered',
  saved: { ...tagged(settings, '"3"'), notStored, changeId: 'a-change' },
});
const refused = (error: AppError): SaveEvent => ({ type: 'refused', error });

function after(events: readonly SaveEvent[], machine: SaveMachine = initialSave): SaveMachine {
  return events.reduce((state, event) => nextSave(state, event, policy), machine);
}

const save: SaveEvent = { type: 'save', request };
const confirm: SaveEvent = { type: 'confirm' };
const retry: SaveEvent = { type: 'retry', request };

const stored = { ...base.settings, ...edits };

/** One machine in each state, as the events lead to it. */
const machines: Record<SaveStatus['kind'], SaveMachine> = {
  idle: initialSave,
  invalid: after([{ type: 'save', request: { base, edits: { policyUrl: 'http://a.example/' } } }]),
  confirming: after([save]),
  sending: after([save, confirm]),
  waiting: after([save, confirm, refused(rateLimited)]),
  conflict: after([save, confirm, changedTo({ ...base.settings, policyUrl: 'https://b.example/' })]),
  saved: after([save, confirm, answered(stored)]),
  partly: after([save, confirm, answered({ ...stored, policyUrl: 'https://a.example/' }, ['policyUrl'])]),
  alreadySaved: after([save, confirm, changedTo(stored)]),
  failed: after([save, confirm, refused(new AppError('store_failed'))]),
};

function statusOf<Kind extends SaveStatus['kind']>(machine: SaveMachine, kind: Kind) {
  const { status } = machine;
  if (status.kind !== kind) throw new Error(`the save is ${status.kind}, not ${kind}`);
  return status as SaveStatus & { kind: Kind };
}

describe('a save', () => {
  it.each(Object.entries(machines))('reaches the state %s', (kind, machine) => {
    expect(machine.status.kind).toBe(kind);
  });

  it('is not begun with values that cannot be saved', () => {
    expect(statusOf(machines.invalid, 'invalid').faults).toEqual({
      policyUrl: 'policy_url_not_absolute_https',
    });
  });

  it('is in conflict before it is sent, where the page knows of another change', () => {
    const machine = after([{ type: 'save', request: { ...request, conflicts: ['policyUrl'] } }]);
    expect(machine.status).toEqual({ kind: 'conflict', fields: ['policyUrl'], takenOver: [] });
  });

  it('names faults first, then conflicts, then asks for a confirmation', () => {
    const faulty = { ...request, edits: { policyUrl: 'x' }, conflicts: ['policyUrl'] as const };
    expect(after([{ type: 'save', request: faulty }]).status.kind).toBe('invalid');
  });

  it('is sent once confirmed, and not when that is declined', () => {
    expect(statusOf(machines.sending, 'sending').attempt).toMatchObject({ base, sent: edits, waits: 0 });
    expect(after([{ type: 'decline' }], machines.confirming)).toEqual(initialSave);
  });

  it('is saved with what its undo needs', () => {
    expect(machines.saved).toEqual({
      undoing: null,
      status: {
        kind: 'saved',
        edits,
        sent: edits,
        before: base.settings,
        stored: tagged(stored, '"3"'),
        takenOver: [],
        changeId: 'a-change',
        undone: false,
      },
    });
  });

  it('names what was not stored, and what is left to save', () => {
    const partly = statusOf(machines.partly, 'partly');
    expect(partly.notStored).toEqual(['policyUrl']);
    expect(remainderOf(partly)).toEqual({ base: partly.stored, edits: { policyUrl: '' } });
  });

  it('is sent again over a change made elsewhere that touches other fields', () => {
    const theirs = { ...base.settings, guestCustomerGroupId: 9 };
    const merged = after([changedTo(theirs)], machines.sending);
    expect(statusOf(merged, 'sending').attempt).toMatchObject({
      base: tagged(theirs, '"2"'),
      sent: edits,
      takenOver: ['guestCustomerGroupId'],
      merges: 1,
    });
    const saved = statusOf(after([answered({ ...theirs, ...edits })], merged), 'saved');
    expect(saved).toMatchObject({ before: theirs, takenOver: ['guestCustomerGroupId'] });
  });

  it('leaves out of a merge what was changed elsewhere to the same value, and settles it with the rest', () => {
    const merged = after([changedTo({ ...base.settings, policyUrl: '' })], machines.sending);
    expect(statusOf(merged, 'sending').attempt).toMatchObject({ sent: { trackingConsent: false }, edits });
    expect(statusOf(after([answered(stored)], merged), 'saved')).toMatchObject({
      sent: { trackingConsent: false },
      edits,
    });
  });

  it('gives up after three merges', () => {
    const theirs = (group: number) => changedTo({ ...base.settings, guestCustomerGroupId: group });
    const merged = after([theirs(2), theirs(3), theirs(4)], machines.sending);
    expect(statusOf(merged, 'sending').attempt.merges).toBe(3);
    expect(statusOf(after([theirs(5)], merged), 'failed').error.code).toBe('settings_changed');
  });

  it('fails where a conflict does not say what the scope holds', () => {
    const machine = after([refused(new AppError('settings_changed'))], machines.sending);
    expect(machine.status.kind).toBe('failed');
  });

  it('is in conflict over a field that both sides changed, and names what else changed', () => {
    const theirs = { ...base.settings, policyUrl: 'https://b.example/', guestCustomerGroupId: 9 };
    expect(after([changedTo(theirs)], machines.sending).status).toEqual({
      kind: 'conflict',
      fields: ['policyUrl'],
      takenOver: ['guestCustomerGroupId'],
    });
  });

  it('has nothing to write where the scope holds the wanted values, as after a lost answer', () => {
    expect(machines.alreadySaved.status).toEqual({
      kind: 'alreadySaved',
      edits,
      stored: tagged(stored, '"2"'),
    });
  });

  it('is sent with what remains once the person chose in a conflict', () => {
    const left = { base: tagged(stored, '"2"'), edits: { trackingConsent: false } };
    const resolved = after([{ type: 'resolve', request: left }], machines.conflict);
    expect(statusOf(resolved, 'confirming').attempt).toMatchObject(left);
    expect(after([{ type: 'resolve', request: { base, edits: {} } }], machines.conflict)).toEqual(
      initialSave,
    );
  });
});

describe('a wait', () => {
  it('takes as many whole seconds as a 429 says, and 10 where it does not', () => {
    expect(statusOf(machines.waiting, 'waiting').seconds).toBe(8);
    expect(waitAfter(new AppError('store_rate_limited'), 0, policy)).toBe(10);
  });

  it('ends with the request of then, which counts the wait', () => {
    const other = { base, edits: { trackingConsent: false } };
    const again = after([{ type: 'retry', request: other }, confirm], machines.waiting);
    expect(statusOf(again, 'sending').attempt).toMatchObject({ ...other, waits: 1 });
    const failed = after([refused(rateLimited)], again);
    expect(failed.status).toEqual({ kind: 'failed', error: rateLimited });
    expect(nextSave(again, refused(rateLimited), patient).status.kind).toBe('waiting');
  });

  it('ends in peace where nothing is left to save', () => {
    expect(after([{ type: 'retry', request: { base, edits: {} } }], machines.waiting)).toEqual(initialSave);
  });

  it('validates what was typed meanwhile', () => {
    const typed = { base, edits: { policyUrl: 'x' } };
    expect(after([{ type: 'retry', request: typed }], machines.waiting).status.kind).toBe('invalid');
  });

  it('can be cancelled, and shows the failure then', () => {
    const cancelled = after([{ type: 'cancelWait' }], machines.waiting);
    expect(cancelled.status).toEqual({ kind: 'failed', error: rateLimited });
  });

  it('grows while the server gives no answer, up to a limit', () => {
    const offline = new AppError('offline');
    const waits = Array.from({ length: 7 }, (_, count) => waitAfter(offline, count, patient));
    expect(waits).toEqual([2, 4, 8, 16, 30, 30, null]);
  });

  it('takes as long as another save may hold the scope', () => {
    expect(waitAfter(new AppError('settings_busy', { retryAfterSeconds: 15 }), 0, policy)).toBe(15);
  });

  it('is no answer to other failures', () => {
    expect(waitAfter(new AppError('store_failed'), 0, patient)).toBeNull();
    expect(waitAfter(new AppError('offline'), 0, { ...policy, outageWaits: 0 })).toBeNull();
  });
});

describe('an undo', () => {
  const current = statusOf(machines.saved, 'saved').stored;
  const before = { trackingConsent: true, policyUrl: 'https://a.example/' };

  it('sends the values from before the save, with their origin', () => {
    const undoing = after([{ type: 'undo', current }], machines.saved);
    const { attempt } = statusOf(undoing, 'sending');
    expect(attempt).toMatchObject({ base: current, sent: before });
    expect(originOf(undoing, attempt)).toEqual({ source: 'restore', restoresId: 'a-change' });
    const undone = after([answered(base.settings)], undoing);
    expect(undone).toMatchObject({ undoing: null, status: { kind: 'saved', undone: true } });
  });

  it('has no id to name where the answer to the save had none', () => {
    const saved = { ...statusOf(machines.saved, 'saved'), changeId: null };
    const undoing = after([{ type: 'undo', current }], { status: saved, undoing: null });
    expect(originOf(undoing, statusOf(undoing, 'sending').attempt)).toEqual({ source: 'restore' });
  });

  it('is in conflict over a field that was changed since', () => {
    const since = tagged({ ...stored, policyUrl: 'https://b.example/' });
    const machine = after([{ type: 'undo', current: since }], machines.saved);
    expect(machine.status).toEqual({ kind: 'conflict', fields: ['policyUrl'], takenOver: [] });
    expect(machine.undoing).toEqual(undoOf(statusOf(machines.saved, 'saved')));
  });

  it('has nothing to write where the values are back already', () => {
    const machine = after([{ type: 'undo', current: base }], machines.saved);
    expect(machine.status).toEqual({ kind: 'alreadySaved', edits: before, stored: base });
  });

  it('takes over what was changed elsewhere in other fields while it is sent', () => {
    const undoing = after([{ type: 'undo', current }], machines.saved);
    const merged = after([changedTo({ ...stored, guestCustomerGroupId: 9 })], undoing);
    expect(originOf(merged, statusOf(merged, 'sending').attempt)).toMatchObject({ source: 'restore' });
    expect(statusOf(after([answered(base.settings)], merged), 'saved').undone).toBe(true);
  });

  it('stays an undo while it waits, fails or is decided', () => {
    const undoing = after([{ type: 'undo', current }], machines.saved);
    const undo: SaveRequest = { base: current, edits: before };
    for (const reason of [rateLimited, new AppError('store_failed')]) {
      const again: SaveEvent = { type: reason === rateLimited ? 'retry' : 'save', request: undo };
      const machine = after([refused(reason), again, confirm], undoing);
      expect(originOf(machine, statusOf(machine, 'sending').attempt)).toMatchObject({ source: 'restore' });
    }
  });

  it('gives no origin to a save of other values', () => {
    const undoing = after([{ type: 'undo', current }, refused(new AppError('store_failed'))], machines.saved);
    const machine = after([save, confirm], undoing);
    const { attempt } = statusOf(machine, 'sending');
    expect(originOf(machine, attempt)).toBeUndefined();
    expect(statusOf(after([answered(stored)], machine), 'saved').undone).toBe(false);
  });
});

describe('the reason of a save', () => {
  const noted: SaveRequest = { ...request, note: 'As agreed' };
  const sending = after([{ type: 'save', request: noted }, confirm]);
  const noteSent = (machine: SaveMachine) => {
    const { attempt } = statusOf(machine, 'sending');
    return originOf(machine, attempt)?.note;
  };

  it('goes with every request of the save, also after a merge', () => {
    expect(originOf(sending, statusOf(sending, 'sending').attempt)).toEqual({
      source: 'app',
      note: 'As agreed',
    });
    expect(noteSent(after([changedTo({ ...base.settings, guestCustomerGroupId: 9 })], sending))).toBe(
      'As agreed',
    );
  });

  it('joins what the save is part of', () => {
    const { attempt } = statusOf(sending, 'sending');
    expect(originOf(sending, attempt, { source: 'bulk', groupId: 'a-group' })).toEqual({
      source: 'bulk',
      groupId: 'a-group',
      note: 'As agreed',
    });
  });

  it('is the reason of its undo, too', () => {
    const undoing = after([answered(stored), { type: 'undo', current: tagged(stored) }], sending);
    expect(originOf(undoing, statusOf(undoing, 'sending').attempt)).toEqual({
      source: 'restore',
      restoresId: 'a-change',
      note: 'As agreed',
    });
  });

  it('stays with what was not stored', () => {
    const partly = after([answered({ ...stored, policyUrl: 'https://a.example/' }, ['policyUrl'])], sending);
    expect(remainderOf(statusOf(partly, 'partly'))).toMatchObject({ note: 'As agreed' });
  });

  it('is absent where none was given', () => {
    const plain = after([save, confirm]);
    expect(originOf(plain, statusOf(plain, 'sending').attempt)).toBeUndefined();
  });
});

describe('every other event', () => {
  const events: Record<SaveEvent['type'], SaveEvent> = {
    save,
    retry,
    resolve: { type: 'resolve', request },
    confirm,
    decline: { type: 'decline' },
    answered: answered(stored),
    refused: refused(rateLimited),
    undo: { type: 'undo', current: tagged(stored) },
    cancelWait: { type: 'cancelWait' },
    dismiss: { type: 'dismiss' },
    reset: { type: 'reset' },
  };
  const atRest = ['save', 'dismiss', 'reset'] as const;
  const applies: Record<SaveStatus['kind'], readonly SaveEvent['type'][]> = {
    idle: atRest,
    invalid: atRest,
    confirming: ['confirm', 'decline'],
    sending: ['answered', 'refused'],
    waiting: ['retry', 'cancelWait', 'reset'],
    conflict: [...atRest, 'resolve'],
    saved: [...atRest, 'undo'],
    partly: atRest,
    alreadySaved: atRest,
    failed: atRest,
  };
  const rows = Object.entries(machines).flatMap(([kind, machine]) =>
    Object.entries(events).map(([type, event]) => ({
      kind,
      type,
      machine,
      event,
      applied: (applies[machine.status.kind] as readonly string[]).includes(type),
    })),
  );

  it.each(rows.filter(({ applied }) => !applied))(
    '$type changes nothing while $kind',
    ({ machine, event }) => {
      expect(nextSave(machine, event, policy)).toBe(machine);
    },
  );

  it.each(rows.filter(({ applied, type }) => applied && type === 'save'))(
    'a save begins anew from $kind',
    ({ machine, event }) => {
      expect(nextSave(machine, event, policy)).toEqual(machines.confirming);
    },
  );

  it.each(rows.filter(({ applied, type }) => applied && (type === 'dismiss' || type === 'reset')))(
    '$type leads from $kind to idle',
    ({ machine, event }) => {
      expect(nextSave(machine, event, policy)).toEqual(initialSave);
    },
  );

  it('a save without edits changes nothing', () => {
    const nothing: SaveEvent = { type: 'save', request: { base, edits: {} } };
    expect(after([nothing], machines.failed)).toBe(machines.failed);
  });

  it('a dismissed outcome of an undo stays an undo, a discarded draft does not', () => {
    const current = tagged({ ...stored, policyUrl: 'https://b.example/' });
    const conflict = after([{ type: 'undo', current }], machines.saved);
    expect(after([{ type: 'dismiss' }], conflict).undoing).toEqual(conflict.undoing);
    expect(after([{ type: 'reset' }], conflict)).toEqual(initialSave);
  });
});

describe('what an event makes known', () => {
  it('is the answer of a save, or of a refusal that says what the scope holds', () => {
    expect(knownFrom(answered(stored))).toEqual(tagged(stored, '"3"'));
    expect(knownFrom(changedTo(stored))).toEqual(tagged(stored, '"2"'));
    expect(knownFrom(refused(new AppError('settings_changed')))).toBeNull();
    expect(knownFrom(refused(rateLimited))).toBeNull();
    expect(knownFrom(confirm)).toBeNull();
  });
});
