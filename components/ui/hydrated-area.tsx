'use client';

import type { ReactNode } from 'react';
import { useHydrated } from './use-hydrated';

/** The area of a view, inert until React has hydrated it, because earlier input would be lost. */
export function HydratedArea({ children }: { children: ReactNode }) {
  const hydrated = useHydrated();
  return (
    <div inert={!hydrated} data-ready={hydrated}>
      {children}
    </div>
  );
}

/** The same for controls outside of such an area, or in a part that is hydrated later than its view. */
export function HydratedControls({ children }: { children: ReactNode }) {
  return <div inert={!useHydrated()}>{children}</div>;
}
