'use client';

import { createContext, useContext, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useOpenedStore } from './opened-store';
import { fromSearch, type Place, toSearch } from './place';

export interface PlaceContext {
  place: Place;
  /** Goes to a place, after the guard's question, if there is one. */
  go: (place: Place) => void;
  /**
   * Sets a question that is asked before the user leaves this place, by a link, a tab or the browser's Back.
   *
   * @param ask called with a function that leaves the place
   * @returns a function that removes the question
   */
  guard: (ask: LeaveQuestion) => () => void;
}

export type LeaveQuestion = (leave: () => void) => void;

const Context = createContext<PlaceContext | null>(null);

/** Keeps the place in the frame's address, so that a reload and the browser's Back find it again. */
export function PlaceProvider({ children }: { children: ReactNode }) {
  const { storeHash, link } = useOpenedStore();
  const [place, setPlace] = useState(link.place);
  const question = useRef<LeaveQuestion>(null);

  const comeTo = useEffectEvent(() => {
    const ask = question.current;
    if (ask === null) setPlace(fromSearch(new URLSearchParams(location.search)));
    else {
      // The address has changed already: it is changed back until the user confirms.
      window.history.pushState(null, '', `/stores/${storeHash}${toSearch(place)}`);
      ask(() => {
        question.current = null;
        window.history.back();
      });
    }
  });

  useEffect(() => {
    const onPopState = () => comeTo();
    window.addEventListener('popstate', onPopState);
    return () => window.removeEventListener('popstate', onPopState);
  }, []);

  const context = useMemo(() => {
    function leaveFor(next: Place) {
      question.current = null;
      window.history.pushState(null, '', `/stores/${storeHash}${toSearch(next)}`);
      window.scrollTo({ top: 0 });
      setPlace(next);
    }

    return {
      place,
      go(next: Place) {
        if (question.current === null) leaveFor(next);
        else question.current(() => leaveFor(next));
      },
      guard(ask: LeaveQuestion) {
        question.current = ask;
        return () => {
          if (question.current === ask) question.current = null;
        };
      },
    };
  }, [place, storeHash]);
  return <Context value={context}>{children}</Context>;
}

/** The current place in the app, and the functions to go to another. */
export function usePlace(): PlaceContext {
  const context = useContext(Context);
  if (context === null) throw new Error('usePlace needs PlaceProvider around it');
  return context;
}
