import { afterEach, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../../../../lib/database/database';
import { findInstallation, saveInstallation } from '../../../../lib/database/installations';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation } from '../store-record';

export function openingCases({ engine }: FreshDatabases): void {
  const urls: string[] = [];

  async function createUrl(): Promise<string> {
    const url = await engine.createUrl();
    urls.push(url);
    return url;
  }

  afterEach(() => Promise.all(urls.splice(0).map((url) => closeDatabase(url))));

  it('opens and migrates once, however often it is asked', async () => {
    const url = await createUrl();
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => openDatabase(url)));
    expect(others.every((other) => other === first)).toBe(true);
    expect(await openDatabase(url)).toBe(first);
  });

  it('keeps what was saved when it is closed and opened again', async () => {
    const url = await createUrl();
    const installation = createInstallation();
    await saveInstallation(await openDatabase(url), installation);
    await closeDatabase(url);
    expect(await findInstallation(await openDatabase(url), 'abc123')).toEqual({
      ...installation,
      uninstalledAt: null,
    });
  });

  it('keeps databases of different urls apart', async () => {
    const [one, two] = [await openDatabase(await createUrl()), await openDatabase(await createUrl())];
    await saveInstallation(one, createInstallation());
    expect(await findInstallation(two, 'abc123')).toBeUndefined();
  });

  it('tries again after it failed', async () => {
    const url = await engine.createDeadUrl();
    const [first, second] = [openDatabase(url), openDatabase(url)];
    expect(second).toBe(first);
    await expect(first).rejects.toMatchObject({ code: 'database_unavailable' });
    const third = openDatabase(url);
    expect(third).not.toBe(first);
    await expect(third).rejects.toMatchObject({ code: 'database_unavailable' });
  });

  it('has nothing to close where nothing is open', async () => {
    await expect(closeDatabase('sqlite:./nowhere')).resolves.toBeUndefined();
  });
}
