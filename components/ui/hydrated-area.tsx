'use client';

import type { ReactNode } from 'react';
import { useHydrated } from './use-hydrated';

/** An area that is inert until React has hydrated it, because earlier input would be lost. */
export function HydratedArea({ children }: { children: ReactNode }) {
  const hydrated = useHydrated();
  return (
    <div inert={!hydrated} data-ready={hydrated}>
      {children}
    </div>
  );
}
