import { expect, it } from 'vitest';
import { endSession } from '../../../../lib/database/sessions';
import { migrateDatabase } from '../../../../lib/database/migrate';
import { saveInstallation } from '../../../../lib/database/installations';
import { findPolicyChecks, savePolicyCheck } from '../../../../lib/database/policy-checks';
import { purgeExpired } from '../../../../lib/database/purge';
import { claimSignedPayload } from '../../../../lib/database/signed-payloads';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createPolicyCheck, hour, noon } from '../store-record';

export function purgeCases({ engine, open, connect }: FreshDatabases): void {
  it('removes what has expired and nothing else', async () => {
    const db = await open();
    for (const [id, expiresAt] of Object.entries({ before: noon - 1, now: noon, after: noon + 1 })) {
      await claimSignedPayload(db, { jti: id, purpose: 'load', expiresAt });
      await endSession(db, id, expiresAt);
    }
    expect(await purgeExpired(db, noon)).toBe(4);
    expect(await purgeExpired(db, noon)).toBe(0);
    expect(await db.selectFrom('signedPayloads').select('jti').execute()).toEqual([{ jti: 'after' }]);
    expect(await db.selectFrom('endedSessions').select('sessionId').execute()).toEqual([
      { sessionId: 'after' },
    ]);
  });

  it('removes checks of policy addresses after a day', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    const [one, other] = ['https://shop.example/a', 'https://shop.example/b'];
    await savePolicyCheck(db, 'abc123', createPolicyCheck({ url: one }));
    await savePolicyCheck(db, 'abc123', createPolicyCheck({ url: other, checkedAt: noon + 1 }));
    await savePolicyCheck(db, 'abc123', createPolicyCheck({ url: one, status: 404 }));
    expect(await findPolicyChecks(db, 'abc123', noon + 24 * hour - 1)).toMatchObject([
      { url: other, status: 200 },
      { url: one, status: 404 },
    ]);
    expect(await findPolicyChecks(db, 'abc123', noon + 24 * hour)).toMatchObject([{ url: other }]);
    expect(await purgeExpired(db, noon + 24 * hour)).toBe(1);
    expect(await purgeExpired(db, noon + 24 * hour)).toBe(0);
    expect(await findPolicyChecks(db, 'abc123', noon)).toHaveLength(1);
  });

  it('counts each row once, however many servers purge at once', async () => {
    const url = await engine.createUrl();
    const servers = [connect(url), connect(url), connect(url)];
    const [first] = servers;
    if (!first) throw new Error('No server');
    await migrateDatabase(first);
    const ids = Array.from({ length: 100 }, (_, index) => `id-${index}`);
    await Promise.all(ids.map((id) => endSession(first, id, noon)));
    const counts = await Promise.all(servers.map((server) => purgeExpired(server, noon)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
  });
}
