import { findLiveTokens, replaceAccessTokenJwe } from '../../lib/database/installations';
import { done, exitCodes, type Outcome } from '../outcome';
import { text } from '../texts';
import type { AdminTools } from '../tools';

type TokenOutcome = 'current' | 'renewed' | 'unreadable';

async function rotateOne(
  { database, cipher }: AdminTools,
  {
    storeHash,
    installationId,
    accessTokenJwe,
  }: { storeHash: string; installationId: string; accessTokenJwe: string },
): Promise<TokenOutcome> {
  const opened = await cipher.decrypt(accessTokenJwe, storeHash).catch(() => null);
  if (opened === null) return 'unreadable';
  if (!opened.outdated) return 'current';
  const renewed = await cipher.encrypt(opened.accessToken, storeHash);
  // A store that installed anew meanwhile has a token of its own, which the newest secret protects.
  await replaceAccessTokenJwe(database, storeHash, installationId, renewed);
  return 'renewed';
}

/** `rotate`: protects each token with the newest secret. Again, and beside running servers, is harmless. */
export async function rotate(tools: AdminTools): Promise<Outcome> {
  const stores: Record<TokenOutcome, string[]> = { current: [], renewed: [], unreadable: [] };
  for await (const token of findLiveTokens(tools.database))
    stores[await rotateOne(tools, token)].push(token.storeHash);
  const { current, renewed, unreadable } = stores;
  const counts = { current: current.length, renewed: renewed.length };
  const end =
    unreadable.length === 0
      ? text('rotate.safe')
      : text('rotate.unreadable', { count: unreadable.length, stores: unreadable.join(', ') });
  return done(
    { ...counts, unreadable },
    [text('rotate.done', counts), end].join('\n'),
    unreadable.length === 0 ? exitCodes.done : exitCodes.fault,
  );
}
