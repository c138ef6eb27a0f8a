import { useEffect, useEffectEvent } from 'react';
import { controlPanelOrigin } from './control-panel-origin';

/** The form comes first: the control panel's session lasts far longer than this. */
const loadAfterMs = 1_000;

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
