import { expect, it } from 'vitest';
import { saveFoundChange } from '../../../../lib/database/changes';
import { saveFirstKnownSettings } from '../../../../lib/database/known-settings';
import { saveInstallation } from '../../../../lib/database/installations';
import { migrateDatabase } from '../../../../lib/database/migrate';
import { numberedMigrations } from '../../../../lib/database/migrations/numbered-migrations';
import { findPastState } from '../../../../lib/database/past-state';
import { findPolicyChanges } from '../../../../lib/database/policy-changes';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, hour, noon } from '../store-record';
import { createChange } from './change-cases';

const storeHash = 'abc123';
const day = 24 * hour;

export function pastStateCases({ engine, open, connect }: FreshDatabases): void {
  /** A change of the policy from one address to the next. */
  function policyChange(channelId: number | null, hours: number, before: string, after: string) {
    return createChange({
      author: null,
      channelId,
      createdAt: noon + hours * hour,
      before: { policyUrl: before },
      requested: { policyUrl: after },
    });
  }

  it('goes back from what is known over what changes replaced', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    const whole = { storeHash, channelId: null };
    await saveFirstKnownSettings(db, whole, { policyUrl: 'https://c.example/', trackingConsent: true }, noon);
    await saveFirstKnownSettings(db, { storeHash, channelId: 7 }, { policyUrl: null }, noon + 5 * hour);
    await saveFoundChange(db, policyChange(null, 2, 'https://a.example/', 'https://b.example/'));
    await saveFoundChange(db, policyChange(null, 4, 'https://b.example/', 'https://c.example/'));
    const at = (hours: number) => findPastState(db, storeHash, noon + hours * hour, noon + day);
    const known = (policyUrl: string) => ({
      channelId: null,
      settings: { policyUrl, trackingConsent: true },
      unknownUntil: null,
    });
    const unknown = { channelId: 7, settings: {}, unknownUntil: noon + 5 * hour };
    expect(await at(1)).toEqual([known('https://a.example/'), unknown]);
    expect(await at(2)).toEqual([known('https://b.example/'), unknown]);
    expect(await at(3)).toEqual([known('https://b.example/'), unknown]);
    expect(await at(6)).toEqual([
      known('https://c.example/'),
      { channelId: 7, settings: { policyUrl: null }, unknownUntil: null },
    ]);
    expect(await at(-1)).toMatchObject([{ settings: {}, unknownUntil: noon }, {}]);
    expect(await findPastState(db, storeHash, noon + 3 * hour, noon + 800 * day)).toMatchObject([
      { settings: {} },
      { settings: {} },
    ]);
    expect(await findPastState(db, 'other', noon, noon)).toEqual([]);
  });

  it('takes a scope that changed before it was known since when for known from that change on', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    await saveFirstKnownSettings(db, { storeHash, channelId: null }, { policyUrl: '' }, noon + 9 * hour);
    await saveFoundChange(db, policyChange(null, 2, 'https://a.example/', ''));
    const [state] = await findPastState(db, storeHash, noon + 3 * hour, noon + day);
    expect(state).toEqual({ channelId: null, settings: { policyUrl: '' }, unknownUntil: null });
  });

  it('knows scopes that were there before the time was recorded since the update', async () => {
    const db = connect(await engine.createUrl());
    const earlier = Object.entries(numberedMigrations).filter(([name]) => name < '0013');
    await migrateDatabase(db, Object.fromEntries(earlier));
    await saveInstallation(db, createInstallation());
    const row = { settings: '{"policyUrl":""}', former: '[]', suspected: '[]', version: 1 };
    await db
      .insertInto('knownSettings')
      .values({ storeHash, channelId: 0, ...row })
      .execute();
    const before = Date.now();
    await migrateDatabase(db, numberedMigrations);
    const [state] = await findPastState(db, storeHash, noon, Date.now());
    expect(state?.unknownUntil).toBeGreaterThanOrEqual(before);
    expect(state?.unknownUntil).toBeLessThanOrEqual(Date.now());
  });

  it('finds policies that replaced another one lately, with the last change of consent', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    await saveFoundChange(db, policyChange(null, 1, 'https://a.example/', 'https://b.example/'));
    await saveFoundChange(db, policyChange(null, 3, 'https://b.example/', 'https://c.example/'));
    await saveFoundChange(db, policyChange(7, 3, '', 'https://d.example/'));
    const consent = { before: { trackingConsent: false }, requested: { trackingConsent: true } };
    await saveFoundChange(
      db,
      createChange({
        author: null,
        channelId: 7,
        createdAt: noon + 2 * hour,
        ...consent,
      }),
    );
    expect(await findPolicyChanges(db, storeHash, noon + day)).toEqual([
      { channelId: null, policyAt: noon + 3 * hour, consentAt: null },
      { channelId: 7, policyAt: null, consentAt: noon + 2 * hour },
    ]);
    expect(await findPolicyChanges(db, storeHash, noon + 40 * day)).toEqual([]);
  });
}
