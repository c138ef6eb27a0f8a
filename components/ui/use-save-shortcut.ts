import { useEffect, useEffectEvent } from 'react';

/** Ctrl+S, or ⌘S, saves the settings instead of the page. */
export function useSaveShortcut(save: () => void): void {
  const saveNow = useEffectEvent(save);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const saves = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's';
      if (!saves) return;
      event.preventDefault();
      if (!event.repeat) saveNow();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
