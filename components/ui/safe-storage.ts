/** A browser's storage that ignores failures: a value that cannot be stored is dropped. */
export interface GuardedStorage {
  read: (key: string) => string | null;
  write: (key: string, value: string) => void;
  remove: (key: string) => void;
  /** The keys of all that is stored. */
  keys: () => string[];
}

// In a third-party frame even the access to the property can throw, depending on the browser's settings.
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
    keys() {
      try {
        return Object.keys(storage());
      } catch {
        return [];
      }
    },
  };
}

/** Storage that lasts as long as the tab. */
export const tabStorage = guard(() => window.sessionStorage);

/** Storage that lasts in the browser. */
export const browserStorage = guard(() => window.localStorage);
