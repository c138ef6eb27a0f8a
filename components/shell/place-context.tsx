'use client';

import { createContext, useContext, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useOpenedStore } from './opened-store';
import type { SettingField } from '@/lib/settings/customer-settings';
import { languageOf, withLanguage } from '@/lib/api/page-language';
import { useLanguage } from './language';
import { fromSearch, type Place, toSearch } from './place';

export interface PlaceContext {
  place: Place;
  /** The setting that should have the focus there. */
  field: SettingField | null;
  /** Goes to a place, and to a setting of it, after the guard's question, if there is one. */
  go: (place: Place, field?: SettingField | null) => void;
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

/** The address of a place, in the language of the current address. */
function addressOf(storeHash: string, place: Place): string {
  return withLanguage(`/stores/${storeHash}${toSearch(place)}`, languageOf(location.search));
}

/** Keeps the place in the frame's address, so that a reload and the browser's Back find it again. */
export function PlaceProvider({ children }: { children: ReactNode }) {
  const { storeHash, link } = useOpenedStore();
  const [place, setPlace] = useState(link.place);
  const [field, setField] = useState(link.field);
  const { chosen } = useLanguage();
  const question = useRef<LeaveQuestion>(null);

  const comeTo = useEffectEvent(() => {
    const ask = question.current;
    // The entry is older than the choice of the language.
    if (chosen !== null)
      window.history.replaceState(null, '', withLanguage(location.pathname + location.search, chosen));
    if (ask === null) {
      setField(null);
      setPlace(fromSearch(new URLSearchParams(location.search)));
    } else {
      // The address has changed already: it is changed back until the user confirms.
      window.history.pushState(null, '', addressOf(storeHash, place));
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
    function leaveFor(next: Place, nextField: SettingField | null) {
      question.current = null;
      window.history.pushState(null, '', addressOf(storeHash, next));
      window.scrollTo({ top: 0 });
      setField(nextField);
      setPlace(next);
    }

    return {
      place,
      field,
      go(next: Place, nextField: SettingField | null = null) {
        if (question.current === null) leaveFor(next, nextField);
        else question.current(() => leaveFor(next, nextField));
      },
      guard(ask: LeaveQuestion) {
        question.current = ask;
        return () => {
          if (question.current === ask) question.current = null;
        };
      },
    };
  }, [place, field, storeHash]);
  return <Context value={context}>{children}</Context>;
}

/** The current place in the app, and the functions to go to another. */
export function usePlace(): PlaceContext {
  const context = useContext(Context);
  if (context === null) throw new Error('usePlace needs PlaceProvider around it');
  return context;
}
