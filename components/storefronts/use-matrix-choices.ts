import { useCallback, useEffect, useState } from 'react';
import type { InheritableField } from '@/lib/settings/customer-settings';
import { useStoreReads } from '../data/store-reads';
import type { SettingsStore } from '../data/settings-store';

/** What a person chose to see, and which storefronts they ticked. */
export interface MatrixChoices {
  query: string;
  onlyOverridden: boolean;
  descending: boolean;
  page: number;
  selected: ReadonlySet<number>;
}

export type ChooseInMatrix = (change: (before: MatrixChoices) => Partial<MatrixChoices>) => void;

const firstChoices: MatrixChoices = {
  query: '',
  onlyOverridden: false,
  descending: false,
  page: 0,
  selected: new Set(),
};

/** A person who opens one storefront and comes back finds the table as they left it. */
const remembered = new WeakMap<SettingsStore, MatrixChoices>();

function choicesFor(settings: SettingsStore, field: InheritableField | null): MatrixChoices {
  const choices = remembered.get(settings) ?? firstChoices;
  // A link to the storefronts that override one setting must show all of them.
  return field === null ? choices : { ...firstChoices, selected: choices.selected };
}

/** @param field the setting whose overrides a link asked for */
export function useMatrixChoices(field: InheritableField | null): [MatrixChoices, ChooseInMatrix] {
  const { settings } = useStoreReads();
  const [choices, setChoices] = useState(() => choicesFor(settings, field));

  useEffect(() => {
    remembered.set(settings, choices);
  }, [settings, choices]);

  const choose = useCallback<ChooseInMatrix>(
    (change) => setChoices((before) => ({ ...before, ...change(before) })),
    [],
  );
  return [choices, choose];
}
