import { afterEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../../lib/database/database';
import { findInstallation, saveInstallation } from '../../../../lib/database/installations';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation } from '../store-record';

export function openingCases({ engine }: FreshDatabases): void {
  const opened: Database[] = [];

  async function open(url: string): Promise<Database> {
    const database = await openDatabase(url);
    opened.push(database);
    return database;
  }

  afterEach(() => Promise.all(opened.splice(0).map((database) => database.destroy())));

  it('keeps what was saved when it is closed and opened again', async () => {
    const url = await engine.createUrl();
    const installation = createInstallation();
    const first = await openDatabase(url);
    await saveInstallation(first, installation);
    await first.destroy();
    expect(await findInstallation(await open(url), 'abc123')).toEqual({
      ...installation,
      uninstalledAt: null,
    });
  });

  it('keeps databases of different urls apart', async () => {
    const [one, two] = [await open(await engine.createUrl()), await open(await engine.createUrl())];
    await saveInstallation(one, createInstallation());
    expect(await findInstallation(two, 'abc123')).toBeUndefined();
  });

  it('says so when it cannot be opened, as often as it is tried', async () => {
    const url = await engine.createDeadUrl();
    for (let tries = 1; tries <= 2; tries += 1)
      await expect(openDatabase(url)).rejects.toMatchObject({ code: 'database_unavailable' });
  });
}
