import { describe, expect, it } from 'vitest';
import type { SavedSettings } from '@/lib/api/api-client';
import { AppError } from '@/lib/errors';
import type { ChangeOrigin } from '@/lib/settings/change';
import { SettingsStore } from '../../../components/data/settings-store';
import {
  type BulkClock,
  BulkRun,
  bulkSavePolicy,
  savesAtOnce,
} from '../../../components/change-run/bulk-run';
import { type BulkSave, needsReview } from '../../../components/change-run/bulk-save';

type Saved = SavedSettings;

const toSave = (channelId: number): BulkSave => ({
  channelId,
  before: { trackingConsent: true, policyUrl: 'https://a.example/', guestCustomerGroupId: 1 },
  changes: { trackingConsent: false, policyUrl: '' },
  etag: `"${channelId}"`,
});
const saves = (count: number) => Array.from({ length: count }, (_, index) => toSave(index + 1));
const stored = (notStored: Saved['notStored'] = []): Saved => ({
  settings: { trackingConsent: false, policyUrl: notStored.length > 0 ? 'https://a.example/' : '' },
  etag: '"new"',
  notStored,
  changeId: 'a-change',
});

/** A clock that stands still until it is told to go on. */
function createStandingClock() {
  let time = 1_000_000;
  let waits: { until: number; resume: () => void }[] = [];
  const clock: BulkClock = {
    now: () => time,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waits.push({ until: time + ms, resume: resolve });
        signal.addEventListener('abort', () => resolve());
      }),
  };
  return {
    clock,
    time: () => time,
    waiting: () => waits.length,
    pass(ms: number) {
      time += ms;
      const due = waits.filter(({ until }) => until <= time);
      waits = waits.filter(({ until }) => until > time);
      for (const { resume } of due) resume();
    },
  };
}

/** The parts of a request that describe a save. */
type SentSave = Pick<BulkSave, 'channelId' | 'changes' | 'etag' | 'note'>;

const sent = ({ channelId, changes, etag }: BulkSave): SentSave => ({ channelId, changes, etag });

const noteOf = (origin?: ChangeOrigin) => (origin?.note === undefined ? {} : { note: origin.note });

/** Answers of the server, given one by one. */
function createServer() {
  const calls: { save: SentSave; answer: (saved: Saved) => void; refuse: (reason: unknown) => void }[] = [];
  return {
    calls,
    put: (save: SentSave) =>
      new Promise<Saved>((answer, refuse) => {
        calls.push({ save, answer, refuse });
      }),
    call(channelId: number) {
      const found = calls.findLast(({ save }) => save.channelId === channelId);
      if (found === undefined) throw new Error(`storefront ${channelId} was not saved`);
      return found;
    },
  };
}

/** Everything that can go on without an answer or the clock has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

function createTestRun() {
  const server = createServer();
  const time = createStandingClock();
  const unread = () => Promise.reject(new Error('a run reads nothing'));
  const apiOf = (channelId: number | null) => ({
    get: unread,
    put: (changes: BulkSave['changes'], etag: string, options: { origin?: ChangeOrigin } = {}) =>
      server.put({ channelId, changes, etag, ...noteOf(options.origin) }),
  });
  const settings = new SettingsStore({
    storeSettings: apiOf(null),
    storefrontSettings: apiOf,
    readStorefronts: unread,
  });
  const known = (channelId: number | null) => settings.state().scopes.get(channelId)?.tagged?.etag;
  const run = new BulkRun({
    send: ({ channelId }, machine) => settings.save(channelId, machine, { policy: bulkSavePolicy }),
    describeFault: (fault) => fault,
    clock: time.clock,
  });
  const kinds = () => [...run.state().saves].map(([channelId, { kind }]) => `${channelId} ${kind}`);
  return { server, time, known, run, kinds };
}

describe('a run of many saves', () => {
  it('saves a few at a time, each with the tag that was reviewed, and tells of each', async () => {
    const { server, run, kinds, known } = createTestRun();
    run.start(saves(4));
    await settled();
    expect(server.calls.map(({ save }) => save)).toEqual(saves(savesAtOnce).map(sent));
    expect(kinds()).toEqual(['1 saving', '2 saving', '3 saving', '4 waiting']);

    server.call(2).answer(stored());
    await settled();
    expect(kinds()).toEqual(['1 saving', '2 saved', '3 saving', '4 saving']);
    expect(run.state().round).toEqual({ all: 4, done: 1 });
    expect(run.state().phase).toBe('running');
    expect(known(2)).toBe('"new"');

    for (const channelId of [1, 3, 4]) server.call(channelId).answer(stored());
    await settled();
    expect(run.state().phase).toBe('finished');
    expect(run.state().round).toEqual({ all: 4, done: 4 });
  });

  it('goes on past a storefront that fails, whatever it fails with', async () => {
    const { server, run, kinds } = createTestRun();
    run.start(saves(4));
    await settled();
    server.call(1).refuse(new AppError('store_failed'));
    server.call(2).refuse(new AppError('store_unreadable'));
    server.call(3).refuse(new AppError('store_locked'));
    await settled();
    server.call(4).answer(stored());
    await settled();
    expect(kinds()).toEqual(['1 failed', '2 failed', '3 failed', '4 saved']);
    const codes = [...run.state().saves.values()].map((save) => save.kind === 'failed' && save.error.code);
    expect(codes).toEqual(['store_failed', 'store_unreadable', 'store_locked', false]);
  });

  it('never counts a save as saved of which BigCommerce kept only a part', async () => {
    const { server, run } = createTestRun();
    run.start(saves(1));
    await settled();
    server.call(1).answer(stored(['policyUrl']));
    await settled();
    expect(run.state().saves.get(1)).toEqual({ kind: 'partly', notStored: ['policyUrl'] });

    run.retry();
    await settled();
    expect(server.call(1).save).toMatchObject({ channelId: 1, changes: { policyUrl: '' }, etag: '"new"' });
    const before = { trackingConsent: true, policyUrl: 'https://a.example/' };
    expect(run.state().done).toEqual([{ channelId: 1, before, changeId: 'a-change' }]);
  });

  it('waits as long as the rate limit says, begins nothing meanwhile, and goes on by itself', async () => {
    const { server, time, run, kinds } = createTestRun();
    run.start(saves(5));
    await settled();
    server.call(2).refuse(new AppError('store_rate_limited', { retryAfterSeconds: 12 }));
    server.call(1).answer(stored());
    await settled();
    server.call(3).refuse(new AppError('store_rate_limited', { retryAfterSeconds: 5 }));
    await settled();
    expect(run.state().pause).toEqual({ until: time.time() + 12_000, reason: 'rateLimit' });
    expect(server.calls).toHaveLength(savesAtOnce);
    expect(kinds()).toEqual(['1 saved', '2 waiting', '3 waiting', '4 waiting', '5 waiting']);

    time.pass(11_999);
    await settled();
    expect(server.calls).toHaveLength(savesAtOnce);
    time.pass(1);
    await settled();
    expect(run.state().pause).toBeNull();
    expect(server.calls).toHaveLength(2 * savesAtOnce);
    for (const channelId of [2, 3, 4]) server.call(channelId).answer(stored());
    await settled();
    server.call(5).answer(stored());
    await settled();
    expect(run.state()).toMatchObject({ phase: 'finished', round: { all: 5, done: 5 } });
  });

  it('can be stopped while it waits', async () => {
    const { server, time, run, kinds } = createTestRun();
    run.start(saves(2));
    await settled();
    server.call(1).answer(stored());
    server.call(2).refuse(new AppError('store_rate_limited'));
    await settled();
    expect(run.state().pause?.until).toBe(time.time() + 10_000);
    expect(time.waiting()).toBeGreaterThan(0);
    run.stop();
    await settled();
    expect(run.state()).toMatchObject({ phase: 'finished', pause: null });
    expect(kinds()).toEqual(['1 saved', '2 notTried']);
  });

  it('finishes what is under way when it is stopped, and begins nothing more', async () => {
    const { server, run, kinds } = createTestRun();
    run.start(saves(5));
    await settled();
    run.stop();
    await settled();
    expect(run.state().phase).toBe('stopping');
    server.call(1).answer(stored());
    server.call(2).refuse(new AppError('store_rate_limited', { retryAfterSeconds: 9 }));
    server.call(3).refuse(new AppError('store_timeout'));
    await settled();
    expect(run.state().phase).toBe('finished');
    expect(kinds()).toEqual(['1 saved', '2 notTried', '3 failed', '4 notTried', '5 notTried']);
    expect(server.calls).toHaveLength(savesAtOnce);
  });

  it('does not call a save not tried that was sent and got no answer, when it is stopped', async () => {
    const { server, time, run, kinds } = createTestRun();
    run.start(saves(5));
    await settled();
    server.call(1).refuse(new AppError('offline'));
    server.call(2).refuse(new AppError('store_rate_limited', { retryAfterSeconds: 9 }));
    server.call(3).refuse(new AppError('offline'));
    await settled();
    time.pass(9_000);
    await settled();
    // A retry that is refused says nothing of the request before it.
    server.call(1).refuse(new AppError('store_rate_limited', { retryAfterSeconds: 9 }));
    server.call(3).answer(stored());
    server.call(2).refuse(new AppError('store_rate_limited', { retryAfterSeconds: 9 }));
    await settled();
    run.stop();
    await settled();
    expect(run.state().phase).toBe('finished');
    expect(kinds()).toEqual(['1 failed', '2 notTried', '3 saved', '4 notTried', '5 notTried']);
    expect(run.state().saves.get(1)).toMatchObject({ error: { code: 'offline' } });
    run.retry();
    await settled();
    expect(server.calls.slice(-savesAtOnce).map(({ save }) => save.channelId)).toContain(1);
  });

  it.each(['session_expired', 'user_removed', 'store_token_rejected'] as const)(
    'ends on %s, because every further save would fail alike',
    async (code) => {
      const { server, run, kinds } = createTestRun();
      run.start(saves(5));
      await settled();
      server.call(2).refuse(new AppError(code));
      server.call(1).answer(stored());
      server.call(3).answer(stored());
      await settled();
      expect(kinds()).toEqual(['1 saved', '2 failed', '3 saved', '4 notTried', '5 notTried']);
      expect(run.state()).toMatchObject({
        phase: 'finished',
        endedBy: { error: { code }, reason: 'refused' },
      });
    },
  );

  it('requires a review of fields changed elsewhere meanwhile, and returns their current values', async () => {
    const { server, run, known } = createTestRun();
    run.start(saves(1));
    await settled();
    const now = {
      settings: { trackingConsent: true, policyUrl: 'https://theirs.example/' },
      etag: '"theirs"',
    };
    server.call(1).refuse(new AppError('settings_changed', { data: now }));
    await settled();
    const save = run.state().saves.get(1);
    expect(save?.kind).toBe('failed');
    expect(save && needsReview(save)).toBe(true);
    expect(known(1)).toBe('"theirs"');
  });

  it('counts as saved what already is as it shall be, as after a lost answer', async () => {
    const { server, run, kinds } = createTestRun();
    run.start(saves(1));
    await settled();
    server.call(1).refuse(new AppError('store_timeout'));
    await settled();
    run.retry();
    await settled();
    const now = { settings: { trackingConsent: false, policyUrl: '' }, etag: '"ours"' };
    server.call(1).refuse(new AppError('settings_changed', { data: now }));
    await settled();
    expect(kinds()).toEqual(['1 saved']);
  });

  it('merges with what was changed elsewhere in other fields, and saves over the newer tag', async () => {
    const { server, run, kinds } = createTestRun();
    run.start(saves(1));
    await settled();
    const settings = { ...toSave(1).before, guestCustomerGroupId: 7 };
    server.call(1).refuse(new AppError('settings_changed', { data: { settings, etag: '"theirs"' } }));
    await settled();
    expect(server.call(1).save).toMatchObject({ etag: '"theirs"', changes: toSave(1).changes });
    server.call(1).answer(stored());
    await settled();
    expect(kinds()).toEqual(['1 saved']);
  });

  it('fails a value that cannot be saved with its reason, and does not send it', async () => {
    const { server, run } = createTestRun();
    run.start([{ ...toSave(1), changes: { policyUrl: 'http://a.example/' } }]);
    await settled();
    expect(server.calls).toEqual([]);
    const details = { fieldErrors: { policyUrl: 'policy_url_not_absolute_https' } };
    expect(run.state().saves.get(1)).toMatchObject({
      kind: 'failed',
      error: { code: 'invalid_fields', details },
    });
  });

  it('waits for a server that was killed, longer each time, and goes on by itself once it is back', async () => {
    const { server, time, run, kinds } = createTestRun();
    run.start(saves(4));
    await settled();
    for (const channelId of [1, 2, 3]) server.call(channelId).refuse(new AppError('offline'));
    await settled();
    expect(kinds()).toEqual(['1 waiting', '2 waiting', '3 waiting', '4 waiting']);
    expect(run.state().pause).toEqual({ until: time.time() + 2_000, reason: 'outage' });
    time.pass(2_000);
    await settled();
    for (const { refuse } of server.calls.slice(savesAtOnce)) refuse(new AppError('offline'));
    await settled();
    expect(run.state().pause).toEqual({ until: time.time() + 4_000, reason: 'outage' });
    time.pass(4_000);
    await settled();
    for (const { answer } of server.calls.slice(2 * savesAtOnce)) answer(stored());
    await settled();
    server.calls.at(-1)?.answer(stored());
    await settled();
    expect(kinds()).toEqual(['1 saved', '2 saved', '3 saved', '4 saved']);
  });

  it('says so and stops when the server does not come back', async () => {
    const { server, time, run, kinds } = createTestRun();
    run.start(saves(5));
    for (let tries = 0; run.state().phase === 'running' && tries < 10; tries++) {
      await settled();
      for (const { refuse } of server.calls.slice(-savesAtOnce)) refuse(new AppError('offline'));
      await settled();
      time.pass(30_000);
    }
    await settled();
    expect(server.calls).toHaveLength(7 * savesAtOnce);
    expect(run.state()).toMatchObject({
      phase: 'finished',
      endedBy: { error: { code: 'offline' }, reason: 'inARow' },
    });
    expect(kinds().toSorted()).toEqual(['1 failed', '2 failed', '3 failed', '4 notTried', '5 notTried']);
  });

  it('makes only the one scope wait that another save holds', async () => {
    const { server, time, run, kinds } = createTestRun();
    run.start(saves(4));
    await settled();
    server.call(1).refuse(new AppError('settings_busy', { retryAfterSeconds: 15 }));
    await settled();
    expect(run.state().pause).toBeNull();
    expect(kinds()).toEqual(['1 waiting', '2 saving', '3 saving', '4 saving']);
    for (const channelId of [2, 3, 4]) server.call(channelId).answer(stored());
    await settled();
    expect(run.state().phase).toBe('running');
    time.pass(15_000);
    await settled();
    expect(kinds()).toEqual(['1 saving', '2 saved', '3 saved', '4 saved']);
    server.call(1).answer(stored());
    await settled();
    expect(run.state().phase).toBe('finished');
  });

  it('stops after three storefronts in a row that BigCommerce fails, and the rest can be continued', async () => {
    const { server, run, kinds } = createTestRun();
    run.start(saves(7));
    await settled();
    server.call(1).refuse(new AppError('store_failed'));
    server.call(2).refuse(new AppError('store_unavailable'));
    server.call(3).answer(stored());
    await settled();
    server.call(4).refuse(new AppError('store_failed'));
    server.call(5).refuse(new AppError('store_failed'));
    await settled();
    expect(run.state().phase).toBe('running');
    server.call(6).refuse(new AppError('store_timeout'));
    server.call(7).answer(stored());
    await settled();
    expect(run.state()).toMatchObject({
      phase: 'finished',
      endedBy: { error: { code: 'store_timeout' }, reason: 'inARow' },
    });
    expect(kinds()).toEqual([
      '1 failed',
      '2 failed',
      '3 saved',
      '4 failed',
      '5 failed',
      '6 failed',
      '7 saved',
    ]);
    run.retry();
    await settled();
    for (const { answer } of server.calls.slice(7)) answer(stored());
    await settled();
    for (const { answer } of server.calls.slice(10)) answer(stored());
    await settled();
    expect(run.state()).toMatchObject({ phase: 'finished', endedBy: null, round: { all: 5, done: 5 } });
  });

  it('retries what failed or was not tried, and nothing that was saved', async () => {
    const { server, run, kinds } = createTestRun();
    run.start(saves(4), new Map([[9, { kind: 'same' }]]));
    await settled();
    server.call(1).answer(stored());
    server.call(2).refuse(new AppError('store_unavailable'));
    run.stop();
    server.call(3).answer(stored());
    await settled();
    expect(kinds()).toEqual(['9 same', '1 saved', '2 failed', '3 saved', '4 notTried']);

    run.retry();
    await settled();
    expect(server.calls.slice(3).map(({ save }) => save)).toEqual([toSave(2), toSave(4)].map(sent));
    expect(run.state().round).toEqual({ all: 2, done: 0 });
    server.call(2).answer(stored());
    server.call(4).answer(stored());
    await settled();
    expect(kinds()).toEqual(['9 same', '1 saved', '2 saved', '3 saved', '4 saved']);
  });

  it('does not begin a second round while one is under way', async () => {
    const { server, run } = createTestRun();
    run.start(saves(1));
    run.start(saves(2));
    await settled();
    expect(server.calls).toHaveLength(1);
    expect(run.state().round.all).toBe(1);
  });

  it('tells its listeners, until they leave', async () => {
    const { server, run } = createTestRun();
    let told = 0;
    const leave = run.subscribe(() => (told += 1));
    run.start(saves(1));
    await settled();
    expect(told).toBeGreaterThan(0);
    leave();
    const before = told;
    server.call(1).answer(stored());
    await settled();
    expect(run.state().phase).toBe('finished');
    expect(told).toBe(before);
  });
});

describe('the reason of a run', () => {
  const noted = (count: number) => saves(count).map((save) => ({ ...save, note: 'As agreed' }));

  it('goes with every save, and with the retry of those that failed', async () => {
    const { server, run } = createTestRun();
    run.start(noted(2));
    await settled();
    server.call(1).answer(stored());
    server.call(2).refuse(new AppError('store_failed'));
    await settled();
    run.retry();
    await settled();
    expect(server.calls.map(({ save }) => [save.channelId, save.note])).toEqual([
      [1, 'As agreed'],
      [2, 'As agreed'],
      [2, 'As agreed'],
    ]);
  });

  it('ends the run where the store wants one and there is none, and is asked for before a retry', async () => {
    const { server, run } = createTestRun();
    run.start(saves(5));
    await settled();
    for (const id of [1, 2, 3]) server.call(id).refuse(new AppError('reason_required'));
    await settled();
    expect(server.calls).toHaveLength(3);
    const { phase, endedBy, saves: known } = run.state();
    expect([phase, endedBy?.reason, endedBy?.error.code]).toEqual(['finished', 'refused', 'reason_required']);
    expect([...known.values()].map(({ kind }) => kind)).toEqual([
      'failed',
      'failed',
      'failed',
      'notTried',
      'notTried',
    ]);
    expect([...known.values()].some(needsReview)).toBe(true);
  });

  it('ends the run where the user may not edit any more', async () => {
    const { server, run } = createTestRun();
    run.start(saves(5));
    await settled();
    for (const id of [1, 2, 3]) server.call(id).refuse(new AppError('role_insufficient'));
    await settled();
    expect(server.calls).toHaveLength(3);
    expect(run.state().endedBy).toMatchObject({ reason: 'refused', error: { code: 'role_insufficient' } });
    expect([...run.state().saves.values()].filter(({ kind }) => kind === 'notTried')).toHaveLength(2);
  });
});
