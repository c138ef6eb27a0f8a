import type { SessionHolder } from '@/lib/api/api-request';
import { tabStorage } from '../ui/safe-storage';

/** What an opening told the tab and a reload cannot ask for again. */
interface RememberedOpening {
  seal: string;
  isOwner: boolean;
  storeName: string | null;
}

/** The tab's hold on one opening of the app. */
export interface Opening extends SessionHolder {
  isOwner: () => boolean;
  storeName: () => string | null;
  /** Puts what the page came with into the tab's storage, so that a reload goes on with it. */
  remember: (storeName: string | null) => void;
  /** The person signed out: nothing stays, and no late answer brings it back. */
  forget: () => void;
}

function parseRemembered(text: string | null): RememberedOpening | null {
  if (text === null) return null;
  try {
    const parsed = JSON.parse(text) as Partial<RememberedOpening> | null;
    if (typeof parsed?.seal !== 'string') return null;
    return {
      seal: parsed.seal,
      isOwner: parsed.isOwner === true,
      storeName: typeof parsed.storeName === 'string' ? parsed.storeName : null,
    };
  } catch {
    return null;
  }
}

/**
 * Holds the session of one store in memory and, where the browser allows it, in the tab's storage. The storage's
 * key has the store's hash in it, because the control panels of all stores share one storage.
 *
 * @param storeHash the store that was opened
 * @param seal the sealed session that the page came with, `null` after a reload
 * @param isOwner whether the page came for the store's owner
 */
export function createOpening(storeHash: string, seal: string | null, isOwner: boolean): Opening {
  const key = `customer-settings:${storeHash}:session`;
  let held: RememberedOpening | null = seal === null ? null : { seal, isOwner, storeName: null };
  let forgotten = false;

  function holding(): RememberedOpening | null {
    if (forgotten) return null;
    held ??= parseRemembered(tabStorage.read(key));
    return held;
  }

  function hold(changed: Partial<RememberedOpening>): void {
    const before = holding();
    if (before === null) return;
    held = { ...before, ...changed };
    tabStorage.write(key, JSON.stringify(held));
  }

  return {
    current: () => holding()?.seal ?? null,
    replace: (renewed) => hold({ seal: renewed }),
    isOwner: () => holding()?.isOwner ?? isOwner,
    storeName: () => holding()?.storeName ?? null,
    remember: (storeName) => hold(storeName === null ? {} : { storeName }),
    forget() {
      forgotten = true;
      held = null;
      tabStorage.remove(key);
    },
  };
}
