import { useEffect, useEffectEvent } from 'react';

/** The form comes first: the control panel's session lasts far longer than this. */
const loadAfterMs = 1_000;

/**
 * Keeps the control panel's own session alive while the app is used, and calls `onLogout` when the user signs out
 * there.
 *
 * @param origin the only origin that messages are sent to and accepted from
 */
export function useControlPanel(origin: string, onLogout: () => void): void {
  const logout = useEffectEvent(onLogout);

  useEffect(() => {
    if (window.self === window.top) return;
    let active = true;
    const load = () =>
      import('@bigcommerce/app-sdk-js/dist/bundle.js')
        .then(() => {
          if (!active) return;
          window.Bigcommerce?.init({
            onLogout: () => {
              if (active) logout();
            },
            postMessage: { origin },
          });
        })
        // Without the SDK the app still works; only signing out is then noticed later, by the server.
        .catch(() => undefined);
    const timer = setTimeout(() => void load(), loadAfterMs);
    return () => {
      active = false;
      clearTimeout(timer);
    };
  }, [origin]);
}
