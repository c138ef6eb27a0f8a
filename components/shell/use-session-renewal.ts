import { useEffect } from 'react';
import type { ApiClient } from '@/lib/api/api-client';

const minute = 60_000;
const renewalPeriod = 20 * minute;
/** Coming back to the tab renews at once, unless that was done a moment ago. */
const freshFor = 5 * minute;

/** Keeps the session alive while the tab is open: a seal lives for an hour, and an hour is soon gone in a meeting. */
export function useSessionRenewal(api: ApiClient, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    let renewedAt = Date.now();

    function renew() {
      renewedAt = Date.now();
      // What is wrong is told when the person does something, not while they look elsewhere.
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
