import { describe, expect, it } from 'vitest';
import { assertPermission, type Permission } from '@/lib/session/permissions';
import type { StoreSession } from '@/lib/session/store-session';

function sessionOf(isOwner: boolean): StoreSession {
  return {
    sessionId: '7d3c8f0e-5a53-4f63-9d10-6c8b6f0c6c11',
    installationId: '0d2b6f5a-3c77-4d38-8a3e-0a6f3d5b9b22',
    storeHash: 'abc123',
    accessToken: 'token',
    user: { id: 1, email: 'user@example.com', locale: 'en' },
    isOwner,
    admission: 0,
    payloadId: null,
    startedAt: 0,
    expiresAt: 1,
  };
}

describe('assertPermission', () => {
  it.each<Permission>(['read', 'write', 'export', 'manage'])('lets every user %s', (permission) => {
    for (const isOwner of [true, false])
      expect(() => assertPermission(sessionOf(isOwner), permission)).not.toThrow();
  });

  it('refuses what a role was not granted', () => {
    const granted = { owner: ['read', 'write'], user: ['read'] } as const;
    expect(() => assertPermission(sessionOf(true), 'write', granted)).not.toThrow();
    expect(() => assertPermission(sessionOf(false), 'read', granted)).not.toThrow();
    expect(() => assertPermission(sessionOf(false), 'write', granted)).toThrow(
      expect.objectContaining({ code: 'role_insufficient', status: 403 }),
    );
  });
});
