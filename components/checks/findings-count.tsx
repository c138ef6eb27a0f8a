'use client';

import { useEffect, useEffectEvent, useMemo } from 'react';
import { groupFindings } from '@/lib/checks/group-findings';
import { useCheckFacts, useCheckRecord } from '../data/use-check-record';
import { sortFindings, useCheckedReads } from './use-findings';

interface FindingsCountProps {
  /** Called with the number of open findings, as far as the store is known. */
  onCount: (count: number) => void;
}

/** Counts the open findings for the tab. Shows nothing itself. */
export function FindingsCount({ onCount }: FindingsCountProps) {
  const { record } = useCheckRecord();
  const { facts } = useCheckFacts({ shown: false });
  const { store } = useCheckedReads({ market: record?.market ?? null, facts });
  const count = useMemo(
    () => (record === null ? 0 : groupFindings(sortFindings(store, record.dismissed).open).length),
    [store, record],
  );
  const report = useEffectEvent(onCount);

  useEffect(() => report(count), [count]);

  return null;
}
