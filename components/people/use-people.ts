import { useState } from 'react';
import useSWR from 'swr';
import { type AppError, toAppError } from '@/lib/errors';
import type { People } from '@/lib/people';
import { useOpenedStore } from '../shell/opened-store';

/** The request in flight: a user's id, or the role for new users. */
type PeopleTask = number | 'newUsers';

/** Why a change was not made, or why the people were not read. */
interface PeopleFailure {
  error: AppError;
  reading: boolean;
}

/** The people of the store, and what is changed about them. */
export interface PeopleState {
  /** `null` until they came. */
  people: People | null;
  failure: PeopleFailure | null;
  inFlight: PeopleTask | null;
  /** The result of the last change, in words; empty before the first. */
  done: string;
  readAgain: () => void;
  /**
   * Makes a change and reads the people again, whatever became of it.
   *
   * @param done what it did, in words
   */
  change: (task: PeopleTask, work: () => Promise<void>, done: string) => void;
}

/** Reads the people of the store and makes changes one at a time. */
export function usePeople(): PeopleState {
  const { api, storeHash } = useOpenedStore();
  const { data, error, isValidating, mutate } = useSWR<People, unknown>(['people', storeHash], () =>
    api.getPeople(),
  );
  const [inFlight, setInFlight] = useState<PeopleTask | null>(null);
  const [refused, setRefused] = useState<AppError | null>(null);
  const [done, setDone] = useState('');

  async function run(task: PeopleTask, work: () => Promise<void>, words: string): Promise<void> {
    setInFlight(task);
    setRefused(null);
    setDone('');
    try {
      await work();
      setDone(words);
    } catch (thrown) {
      setRefused(toAppError(thrown));
    }
    await mutate().catch(() => undefined);
    setInFlight(null);
  }

  const unread = error === undefined || isValidating ? null : { error: toAppError(error), reading: true };
  return {
    people: data ?? null,
    failure: refused === null ? unread : { error: refused, reading: false },
    inFlight,
    done,
    readAgain() {
      setRefused(null);
      void mutate();
    },
    change(task, work, words) {
      if (inFlight === null) void run(task, work, words);
    },
  };
}
