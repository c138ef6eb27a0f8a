import type { ApiClient } from '@/lib/api/api-client';

type ReadStorefronts = ApiClient['readStorefronts'];
type Locks = Pick<LockManager, 'request'>;

/**
 * How many streams of rows all tabs of a browser may hold at once. Over HTTP/1.1 a browser opens six connections to a
 * server: three are left for saves and everything else.
 */
const places = { inView: 2, others: 1 } as const;

function placeNames(inView: boolean): string[] {
  const kind = inView ? 'inView' : 'others';
  return Array.from({ length: places[kind] }, (_, place) => `customer-settings:rows:${kind}:${place}`);
}

/** A frame may have no locks where the browser denies it storage (Web Locks API, "request()"). */
function isDenied(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'SecurityError';
}

/** The first place that is free now, or else the next one in turn when it gets free. */
async function inPlace(
  locks: Locks,
  names: readonly string[],
  signal: AbortSignal,
  run: () => Promise<void>,
): Promise<void> {
  for (const name of names) {
    const held = await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock === null) return false;
      await run();
      return true;
    });
    if (held) return;
  }
  const name = names[Math.floor(Math.random() * names.length)] ?? '';
  await locks.request(name, { signal }, run);
}

/**
 * Reads of storefronts that leave connections free for saves, however many tabs are open: a stream begins when one of the
 * places that all tabs share is free.
 *
 * @param api whose reads are held back
 * @param locks of the browser; without them, as on an insecure origin or where storage is denied, streams begin at
 *   once
 */
export function withStreamPlaces(
  api: Pick<ApiClient, 'readStorefronts'>,
  locks: Locks | undefined,
): ReadStorefronts {
  return (channelIds, listener, options) => {
    if (locks === undefined) return api.readStorefronts(channelIds, listener, options);
    return inPlace(locks, placeNames(options.inView), options.signal, async () => {
      options.signal.throwIfAborted();
      await api.readStorefronts(channelIds, listener, options);
    }).catch((error: unknown) => {
      if (!isDenied(error)) throw error;
      return api.readStorefronts(channelIds, listener, options);
    });
  };
}
