import { expect, it } from 'vitest';
import {
  endInstallation,
  findInstallation,
  replaceAccessTokenJwe,
  saveInstallation,
} from '../../../../lib/database/installations';
import { saveUser } from '../../../../lib/database/users';
import { findUser } from '../../../harness/users';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createSeenUser, hour, noon } from '../store-record';

export function installationCases({ open }: FreshDatabases): void {
  it('finds what an install saved', async () => {
    const db = await open();
    const installation = createInstallation();
    await saveInstallation(db, installation);
    expect(await findInstallation(db, 'abc123')).toEqual({ ...installation, uninstalledAt: null });
  });

  it('knows nothing of a store that never installed', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    expect(await findInstallation(db, 'abc12')).toBeUndefined();
    expect(await findInstallation(db, 'ABC123')).toBeUndefined();
  });

  it('keeps an empty list of scopes empty', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation({ oauthScopes: [] }));
    expect((await findInstallation(db, 'abc123'))?.oauthScopes).toEqual([]);
  });

  it('lets a second install replace the first, and keeps the users', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    await saveUser(db, createSeenUser());
    const second = createInstallation({
      accessTokenJwe: 'jwe-2',
      oauthScopes: ['store_v2_default'],
      owner: { id: 2, email: 'heir@example.com' },
      installedAt: noon + hour,
    });
    await saveInstallation(db, second);
    expect(await findInstallation(db, 'abc123')).toEqual({ ...second, uninstalledAt: null });
    expect(await findUser(db, 'abc123', 24_654)).toMatchObject({ removedAt: null });
  });

  it('forgets the access token when an installation ends, in that store only', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    const other = createInstallation({ storeHash: 'other' });
    await saveInstallation(db, other);
    expect(await endInstallation(db, 'abc123', noon + hour)).toBe(true);
    expect(await findInstallation(db, 'abc123')).toMatchObject({
      accessTokenJwe: null,
      uninstalledAt: noon + hour,
    });
    expect(await findInstallation(db, 'other')).toEqual({ ...other, uninstalledAt: null });
  });

  it('ends an installation once: the first time stands', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    const ends = await Promise.all([1, 2, 3, 4].map(() => endInstallation(db, 'abc123', noon + hour)));
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect(await endInstallation(db, 'abc123', noon + 2 * hour)).toBe(false);
    expect((await findInstallation(db, 'abc123'))?.uninstalledAt).toBe(noon + hour);
    expect(await endInstallation(db, 'never', noon)).toBe(false);
  });

  it('is live again after a store installs anew', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    await endInstallation(db, 'abc123', noon + hour);
    const second = createInstallation({ accessTokenJwe: 'jwe-2', installedAt: noon + 2 * hour });
    await saveInstallation(db, second);
    expect(await findInstallation(db, 'abc123')).toEqual({ ...second, uninstalledAt: null });
  });

  it('replaces an access token of the same installation only', async () => {
    const db = await open();
    const { installationId } = createInstallation();
    await saveInstallation(db, createInstallation({ installationId }));
    expect(await replaceAccessTokenJwe(db, 'abc123', installationId, 'jwe-new-key')).toBe(true);
    expect((await findInstallation(db, 'abc123'))?.accessTokenJwe).toBe('jwe-new-key');

    await saveInstallation(db, createInstallation({ accessTokenJwe: 'jwe-2' }));
    expect(await replaceAccessTokenJwe(db, 'abc123', installationId, 'jwe-late')).toBe(false);
    expect((await findInstallation(db, 'abc123'))?.accessTokenJwe).toBe('jwe-2');
  });

  it('gives no access token back to an installation that ended', async () => {
    const db = await open();
    const installation = createInstallation();
    await saveInstallation(db, installation);
    await endInstallation(db, 'abc123', noon + hour);
    expect(await replaceAccessTokenJwe(db, 'abc123', installation.installationId, 'jwe-late')).toBe(false);
    expect((await findInstallation(db, 'abc123'))?.accessTokenJwe).toBeNull();
  });
}
