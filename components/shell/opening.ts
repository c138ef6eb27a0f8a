import type { SessionHolder } from '@/lib/api/api-request';
import { type AppRole, isAppRole } from '@/lib/session/permissions';
import { createStore } from '../ui/create-store';
import { tabStorage } from '../ui/safe-storage';

/** The data of an opening that a reload cannot request again. */
interface RememberedOpening {
  seal: string;
  /** `null` where an earlier release remembered it. */
  userId: number | null;
  isOwner: boolean;
  role: AppRole | null;
  storeName: string | null;
}

/** The tab's session and data of one opening of the app. */
export interface Opening extends SessionHolder {
  /** BigCommerce's number of the person, `null` where it is not known. */
  userId: () => number | null;
  isOwner: () => boolean;
  /** The user's role as the last response named it; `null` as long as it is not known. */
  role: () => AppRole | null;
  /** Calls a listener after a change of the role. @returns a function that ends that */
  subscribe: (listener: () => void) => () => void;
  storeName: () => string | null;
  /** Stores the page's data in the tab, so that a reload can use it. */
  remember: (storeName: string | null) => void;
  /** Deletes everything after a sign-out; late responses do not store it again. */
  forget: () => void;
}

function parseRemembered(text: string | null): RememberedOpening | null {
  if (text === null) return null;
  try {
    const parsed = JSON.parse(text) as Partial<RememberedOpening> | null;
    if (typeof parsed?.seal !== 'string') return null;
    return {
      seal: parsed.seal,
      userId: typeof parsed.userId === 'number' ? parsed.userId : null,
      isOwner: parsed.isOwner === true,
      role: isAppRole(parsed.role) ? parsed.role : null,
      storeName: typeof parsed.storeName === 'string' ? parsed.storeName : null,
    };
  } catch {
    return null;
  }
}

/**
 * Holds the session of one store in memory and, where the browser allows it, in the tab's storage. The storage's key
 * has the store's hash in it, because the control panels of all stores share one storage.
 *
 * @param storeHash the store that was opened
 * @param seal the sealed session of the page, `null` after a reload
 * @param person for whom the page was opened
 */
export function createOpening(
  storeHash: string,
  seal: string | null,
  person: { userId: number | null; isOwner: boolean; role: AppRole | null },
): Opening {
  const key = `customer-settings:${storeHash}:session`;
  let held: RememberedOpening | null = seal === null ? null : { seal, ...person, storeName: null };
  const roles = createStore(person.role);
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
    userId: () => holding()?.userId ?? person.userId,
    isOwner: () => holding()?.isOwner ?? person.isOwner,
    role: () => roles.get() ?? holding()?.role ?? null,
    subscribe: roles.subscribe,
    noteRole(named) {
      if (named === roles.get() || !isAppRole(named)) return;
      hold({ role: named });
      roles.set(named);
    },
    storeName: () => holding()?.storeName ?? null,
    remember: (storeName) => hold(storeName === null ? {} : { storeName }),
    forget() {
      forgotten = true;
      held = null;
      tabStorage.remove(key);
    },
  };
}
