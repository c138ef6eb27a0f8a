import { useEffect, useState } from 'react';

/** @returns whole seconds until a time on the wall clock, never less than one while it is to come; 0 for `null` */
export function useSecondsUntil(time: number | null): number {
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    if (time === null) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [time]);

  return time === null ? 0 : Math.max(1, Math.ceil((time - now) / 1_000));
}
