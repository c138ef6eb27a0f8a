'use client';

import type { ReactNode } from 'react';
import { useHydrated } from './use-hydrated';

/** Before the script has taken over, what is chosen or typed in it would be lost: until then nothing can be. */
export function HydratedArea({ children }: { children: ReactNode }) {
  const hydrated = useHydrated();
  return (
    <div inert={!hydrated} data-ready={hydrated}>
      {children}
    </div>
  );
}
