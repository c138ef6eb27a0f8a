import { useEffect, useEffectEvent } from 'react';

/** The form comes first: the control panel's session lasts far longer than this. */
const loadAfterMs = 1_000;

/**
 * Where the control panel that shows this page lives, as far as the browser tells.
 *
 * @returns `null` when it cannot be told; the SDK then talks to whoever the parent is
 */
function controlPanelOrigin(): string | null {
  // Firefox has no ancestorOrigins; the referrer may be withheld by the parent's policy.
  const ancestor = (location.ancestorOrigins as DOMStringList | undefined)?.[0];
  const origin = ancestor ?? URL.parse(document.referrer)?.origin;
  return origin === undefined || origin === 'null' || origin === location.origin ? null : origin;
}

/** Keeps the control panel's own session alive while the app is used, and hears when the person signs out there. */
export function useControlPanel(onLogout: () => void): void {
  const logout = useEffectEvent(onLogout);

  useEffect(() => {
    if (window.self === window.top) return;
    let active = true;
    const load = () =>
      import('@bigcommerce/app-sdk-js/dist/bundle.js')
        .then(() => {
          if (!active) return;
          const origin = controlPanelOrigin();
          window.Bigcommerce?.init({
            onLogout: () => {
              if (active) logout();
            },
            ...(origin === null ? {} : { postMessage: { origin } }),
          });
        })
        // Without the SDK the app still works; only signing out is then noticed later, by the server.
        .catch(() => undefined);
    const timer = setTimeout(() => void load(), loadAfterMs);
    return () => {
      active = false;
      clearTimeout(timer);
    };
  }, []);
}
