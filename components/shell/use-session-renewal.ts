import { useEffect } from 'react';
import type { ApiClient } from '@/lib/api/api-client';

const minute = 60_000;
const renewalPeriod = 20 * minute;
/** Returning to the tab renews the session at once, unless it was renewed within this time. Milliseconds. */
const freshFor = 5 * minute;

/** Keeps the session alive while the tab is open: a seal expires after an hour. */
export function useSessionRenewal(api: ApiClient, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    let renewedAt = Date.now();

    function renew() {
      renewedAt = Date.now();
      // A failure is shown when the user does something, not in the background.
      api.renewSession().catch(() => undefined);
    }

    function renewOnReturn() {
      if (document.visibilityState === 'visible' && Date.now() - renewedAt > freshFor) renew();
    }

    const timer = setInterval(renew, renewalPeriod);
    document.addEventListener('visibilitychange', renewOnReturn);
    window.addEventListener('focus', renewOnReturn);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', renewOnReturn);
      window.removeEventListener('focus', renewOnReturn);
    };
  }, [api, active]);
}
