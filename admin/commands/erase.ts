import { createDatabaseClock } from '../../lib/database/database-clock';
import { countPersonalData, countRowsOf, eraseStore, eraseUser } from '../../lib/database/erase';
import { findInstallation, type Installation } from '../../lib/database/installations';
import { findUser } from '../../lib/database/users';
import { CommandError, done, exitCodes, type Outcome } from '../outcome';
import { text, toTable } from '../texts';
import type { AdminTools } from '../tools';

async function findKept({ database }: AdminTools, storeHash: string): Promise<Installation> {
  const installation = await findInstallation(database, storeHash);
  if (!installation) throw new CommandError(text('failed.noStore', { storeHash }), exitCodes.notFound);
  return installation;
}

/** Now by the clock that the servers wrote their times with, in milliseconds: this machine's may be behind it. */
async function readDatabaseNow({ database }: AdminTools): Promise<number> {
  const { now, stop } = await createDatabaseClock(database);
  stop();
  return now();
}

/** BigCommerce would go on sending webhooks of a store that is forgotten here. */
async function removeWebhooks(
  { cipher, webhooks }: AdminTools,
  { storeHash, accessTokenJwe, oauthScopes }: Installation,
): Promise<void> {
  if (accessTokenJwe === null) return;
  const opened = await cipher.decrypt(accessTokenJwe, storeHash).catch(() => null);
  if (opened) await webhooks.end({ storeHash, accessToken: opened.accessToken, oauthScopes });
}

/** `erase`: deletes a store, or counts what that would delete. */
export async function erase(tools: AdminTools, storeHash: string, flags: { yes: boolean }): Promise<Outcome> {
  const installation = await findKept(tools, storeHash);
  const isLive = installation.accessTokenJwe !== null;
  if (!flags.yes) {
    const rows = await countRowsOf(tools.database, storeHash);
    const table = toTable(Object.entries(rows).map(([name, count]) => [`  ${name}`, String(count)]));
    const live = isLive ? [text('erase.live')] : [];
    const lines = [text('erase.plan', { storeHash }), table, ...live, text('erase.repeat')];
    return done({ storeHash, erased: false, isLive, rows }, lines.join('\n'));
  }
  await removeWebhooks(tools, installation);
  const removed = await eraseStore(tools.database, storeHash, await readDatabaseNow(tools));
  if (await findInstallation(tools.database, storeHash))
    throw new CommandError(text('erase.stillThere', { storeHash }));
  return done({ storeHash, erased: true, removed }, text('erase.done', { storeHash, removed }));
}

/** `erase-user`: deletes what is held about a person in a store, or says what that would be. */
export async function eraseOneUser(
  tools: AdminTools,
  person: { storeHash: string; userId: number },
  flags: { yes: boolean },
): Promise<Outcome> {
  const { storeHash, userId } = person;
  const installation = await findKept(tools, storeHash);
  const user = await findUser(tools.database, storeHash, userId);
  const names = { storeHash, userId: String(userId) };
  if (!user && installation.owner.id !== userId)
    throw new CommandError(text('failed.noUser', names), exitCodes.notFound);
  if (!flags.yes) {
    const held = await countPersonalData(tools.database, storeHash, userId);
    const lines = [text('eraseUser.plan', { ...names, ...held }), text('erase.repeat')];
    return done({ ...person, erased: false, held }, lines.join('\n'));
  }
  await eraseUser(tools.database, storeHash, userId, await readDatabaseNow(tools));
  return done({ ...person, erased: true }, text('eraseUser.done', names));
}
