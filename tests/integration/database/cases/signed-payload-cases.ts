import { expect, it } from 'vitest';
import { claimSignedPayload, type SignedPayloadClaim } from '../../../../lib/database/signed-payloads';
import type { SignedPayloadPurpose } from '../../../../lib/database/schema';
import { migrateDatabase } from '../../../../lib/database/migrate';
import type { FreshDatabases } from '../fresh-databases';
import { noon } from '../store-record';

function createClaim(purpose: SignedPayloadPurpose = 'load', jti = 'jti-1'): SignedPayloadClaim {
  return { jti, purpose, expiresAt: noon };
}

export function signedPayloadCases({ engine, open, connect }: FreshDatabases): void {
  it('tells first use, the same again, and another purpose apart', async () => {
    const db = await open();
    expect(await claimSignedPayload(db, createClaim('load'))).toBe('claimed');
    expect(await claimSignedPayload(db, createClaim('load'))).toBe('repeated');
    expect(await claimSignedPayload(db, createClaim('uninstall'))).toBe('used-elsewhere');
    expect(await claimSignedPayload(db, createClaim('remove_user'))).toBe('used-elsewhere');
    expect(await claimSignedPayload(db, createClaim('load'))).toBe('repeated');
    expect(await claimSignedPayload(db, createClaim('uninstall', 'jti-2'))).toBe('claimed');
  });

  it('answers exactly one of fifty claims at once with claimed', async () => {
    const db = await open();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => claimSignedPayload(db, createClaim())),
    );
    expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(49);
  });

  it('answers one of fifty claims for two purposes on two servers with claimed', async () => {
    const url = await engine.createUrl();
    const servers = [connect(url), connect(url)] as const;
    await migrateDatabase(servers[0]);
    const claims = Array.from({ length: 50 }, async (_, index) => {
      const purpose = index % 3 === 0 ? 'uninstall' : 'load';
      return {
        purpose,
        outcome: await claimSignedPayload(servers[index % 2 === 0 ? 0 : 1], createClaim(purpose)),
      };
    });
    const settled = await Promise.all(claims);
    const [winner, ...others] = settled.filter(({ outcome }) => outcome === 'claimed');
    expect(others).toEqual([]);
    for (const { purpose, outcome } of settled.filter((claim) => claim !== winner)) {
      expect(outcome).toBe(purpose === winner?.purpose ? 'repeated' : 'used-elsewhere');
    }
  });
}
