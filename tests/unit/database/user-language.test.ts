import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '@/lib/database/database';
import { saveInstallationWithUser } from '@/lib/database/installations';
import { findLanguage, saveLanguage } from '@/lib/database/user-language';
import { admitUser, removeUser } from '@/lib/database/users';

const now = Date.UTC(2026, 0, 5, 12);
const user = { userId: 7, email: 'staff@store.example', locale: 'en-US', role: 'user', seenAt: now } as const;
const ofUser = { storeHash: 'abc123', userId: user.userId };

let database: Database;

beforeEach(async () => {
  database = await openDatabase('sqlite::memory:');
  const installation = {
    storeHash: 'abc123',
    installationId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    accessTokenJwe: 'sealed',
    oauthScopes: [],
    owner: { id: 1, email: 'owner@store.example' },
    installedAt: now,
  };
  await saveInstallationWithUser(database, installation, user);
});

afterEach(() => database.destroy());

it('is none until the user chooses, and stays when the user opens the app again', async () => {
  expect(await findLanguage(database, 'abc123', 7)).toBeNull();
  await saveLanguage(database, { ...ofUser, language: 'de' });
  await admitUser(database, { ...user, storeHash: 'abc123', seenAt: now + 1 }, now + 1);
  expect(await findLanguage(database, 'abc123', 7)).toBe('de');
  expect(await findLanguage(database, 'abc123', 8)).toBeNull();
  expect(await findLanguage(database, 'other', 7)).toBeNull();
});

it('is deleted with the user, and a removed user has none', async () => {
  await saveLanguage(database, { ...ofUser, language: 'de' });
  await removeUser(database, 'abc123', 7, now + 1);
  expect(await findLanguage(database, 'abc123', 7)).toBeNull();
  await saveLanguage(database, { ...ofUser, language: 'de' });
  expect(await findLanguage(database, 'abc123', 7)).toBeNull();
});
