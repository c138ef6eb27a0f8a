'use client';

import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useOpenedStore } from '../opened-store';
import { fromSearch, type Place, toSearch } from './place';

export interface PlaceContext {
  place: Place;
  go: (place: Place) => void;
}

const Context = createContext<PlaceContext | null>(null);

/** Keeps the place in the frame's address, so that a reload and the browser's Back find it again. */
export function PlaceProvider({ children }: { children: ReactNode }) {
  const { storeHash, link } = useOpenedStore();
  const [place, setPlace] = useState(link.place);

  useEffect(() => {
    const onPopState = () => setPlace(fromSearch(new URLSearchParams(location.search)));
    window.addEventListener('popstate', onPopState);
    return () => window.removeEventListener('popstate', onPopState);
  }, []);

  const context = useMemo(
    () => ({
      place,
      go(next: Place) {
        window.history.pushState(null, '', `/stores/${storeHash}${toSearch(next)}`);
        window.scrollTo({ top: 0 });
        setPlace(next);
      },
    }),
    [place, storeHash],
  );
  return <Context value={context}>{children}</Context>;
}

/** Where the person is in the app, and how to go elsewhere. */
export function usePlace(): PlaceContext {
  const context = useContext(Context);
  if (context === null) throw new Error('usePlace needs PlaceProvider around it');
  return context;
}
