/** A browser's storage as the app uses it: what cannot be kept is simply not kept. */
export interface GuardedStorage {
  read: (key: string) => string | null;
  write: (key: string, value: string) => void;
  remove: (key: string) => void;
  /** Removes every key that begins so. */
  removeAll: (prefix: string) => void;
}

// In a third party's frame even naming the storage can throw, depending on what the person's browser blocks.
function guard(storage: () => Storage): GuardedStorage {
  return {
    read(key) {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        storage().setItem(key, value);
      } catch {
        return;
      }
    },
    remove(key) {
      try {
        storage().removeItem(key);
      } catch {
        return;
      }
    },
    removeAll(prefix) {
      try {
        for (const key of Object.keys(storage())) if (key.startsWith(prefix)) storage().removeItem(key);
      } catch {
        return;
      }
    },
  };
}

/** Lives as long as the tab does. */
export const tabStorage = guard(() => window.sessionStorage);

/** Stays in the browser. */
export const browserStorage = guard(() => window.localStorage);
