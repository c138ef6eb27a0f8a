import { useEffect, useEffectEvent } from 'react';

type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * Whether a key stroke is Ctrl+S or ⌘S. Where the layout has no Latin letters, as the Ukrainian one, the key counts that
 * has S on other layouts.
 */
export function isSaveShortcut({ key, code, ctrlKey, metaKey, altKey }: Keys): boolean {
  if ((!ctrlKey && !metaKey) || altKey) return false;
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === 's' : code === 'KeyS';
}

/** Ctrl+S, or ⌘S, does what Save or the way to it does, and never saves the page to a file. Nothing while a dialog waits. */
export function useSaveShortcut(save: () => void): void {
  const saveNow = useEffectEvent(save);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!isSaveShortcut(event)) return;
      event.preventDefault();
      const asked = document.querySelector('dialog[open]') !== null;
      if (!event.repeat && !asked) saveNow();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
