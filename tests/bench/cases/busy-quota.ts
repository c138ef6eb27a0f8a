import { setTimeout as wait } from 'node:timers/promises';
import type { StoreClient } from '../../harness/store-client.ts';
import { openStorefrontStream } from '../../harness/storefront-stream.ts';
import type { Store } from '../../../sandbox/sandbox.ts';
import { installOnStorefronts } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { atLeast, atMost, type BenchCase, explain, type Row, tellProgress } from '../row.ts';

const storefronts = 50;
/** As many as a bulk change of the app has in flight. */
const savesAtOnce = 3;
const windowMs = 30_000;
const quota = 150;
const takenByOthers = 100;
const watchedMs = 150_000;
/** So many were saved before the share of the quota was fair. */
const savedTarget = 42;

interface Run {
  saved: number;
  savedInTime: number;
  tookMs: number;
  /** Answers other than 200 and 429. */
  failed: number;
  /** The pace that the app named when it asked to wait, in requests a minute. */
  paces: number[];
}

/** Another app, which uses two thirds of the quota at the start of each window. */
function shareQuota(store: Store): () => void {
  Object.assign(store.rateLimit, { quota, windowMs, enabled: true });
  const take = () => store.rateLimit.leave(quota - takenByOthers, Date.now());
  take();
  // A little later, so that the window is a new one.
  const timer = setInterval(take, windowMs + 20);
  return () => clearInterval(timer);
}

async function readTags(client: StoreClient, ids: readonly number[]): Promise<Map<number, string>> {
  const stream = await openStorefrontStream(client, ids);
  return new Map((await stream.rest()).map(({ channel_id: id, etag }) => [id ?? 0, etag ?? '']));
}

/** Saves as the browser does: a few at once, and all wait when one is refused by the rate limit. */
async function saveAll(client: StoreClient, tags: ReadonlyMap<number, string>): Promise<Run> {
  const queue = [...tags];
  const run: Run = { saved: 0, savedInTime: 0, tookMs: 0, failed: 0, paces: [] };
  const startedAt = performance.now();
  let pausedUntil = 0;
  const save = async (channelId: number, etag: string): Promise<void> => {
    const response = await client.call('PUT', `v3/customers/settings/channels/${channelId}`, {
      body: { privacy_settings: { policy_url: 'https://shop.example/bulk' } },
      headers: { 'If-Match': etag, 'X-Change-Source': 'bulk' },
    });
    if (response.status === 429) {
      const { values } = (await response.json()) as { values?: { requestsPerMinute?: number } };
      if (values?.requestsPerMinute !== undefined) run.paces.push(values.requestsPerMinute);
      const waitMs = Number(response.headers.get('Retry-After') ?? 1) * 1_000;
      pausedUntil = Math.max(pausedUntil, performance.now() + waitMs);
      queue.unshift([channelId, etag]);
      return;
    }
    await response.arrayBuffer();
    if (response.status !== 200) run.failed += 1;
    else run.saved += 1;
    if (response.status === 200 && performance.now() - startedAt <= watchedMs) run.savedInTime += 1;
  };
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await wait(Math.max(0, pausedUntil - performance.now()));
      await save(...next);
    }
  };
  await Promise.all(Array.from({ length: savesAtOnce }, work));
  return { ...run, tookMs: performance.now() - startedAt };
}

function toRows({ savedInTime, saved, tookMs, failed, paces }: Run): Row[] {
  const count = (value: number) => String(value);
  return [
    atLeast(`of ${storefronts} saves, in ${watchedMs / 1_000} s`, savedInTime, savedTarget, count),
    atMost('saves that failed', storefronts - saved + failed, 0, count),
    explain('all saved after', `${Math.round(tookMs / 1_000)} s`),
    explain('the pace that the app named', `${paces.at(-1) ?? 'none'} requests a minute`),
  ];
}

/** A bulk change on a store whose quota another app uses, too. */
export const busyQuota: BenchCase = {
  name: 'busy-quota',
  run: () =>
    withBenchWorld(async (world) => {
      const { store, client } = await installOnStorefronts(world, 'busy1', storefronts);
      const tags = await readTags(
        client,
        store.channels.map(({ id }) => id),
      );
      tellProgress(`${storefronts} saves, while another app takes ${takenByOthers} of ${quota} requests`);
      world.sandbox.webhooks.mode = 'off';
      const stop = shareQuota(store);
      try {
        return toRows(await saveAll(client, tags));
      } finally {
        stop();
      }
    }),
};
