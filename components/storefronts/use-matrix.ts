import { useLocale } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { KnownStorefront } from '@/lib/api/api-client';
import type { CustomerSettings, InheritableField } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { outcomeOf } from '../data/scope-settings';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { useKnownStorefronts } from '../data/use-known-overrides';
import { type SettingWords, useSettingWords } from '../setting-fields/use-setting-words';
import {
  type ColumnValues,
  countValues,
  findStorefronts,
  looksAtSettings,
  type MatrixOrder,
  type MatrixPage,
  pageOf,
  type ValueFilter,
} from './matrix-search';
import type { SettingsStore } from '../data/settings-store';

/** The user's filters, and the selected storefronts. */
interface MatrixChoices {
  query: string;
  onlyOverridden: boolean;
  onlyProblems: boolean;
  value: ValueFilter | null;
  order: MatrixOrder;
  page: number;
  selected: ReadonlySet<number>;
}

type ChooseInMatrix = (change: (before: MatrixChoices) => Partial<MatrixChoices>) => void;

export const firstChoices: MatrixChoices = {
  query: '',
  onlyOverridden: false,
  onlyProblems: false,
  value: null,
  order: { by: 'name', descending: false },
  page: 0,
  selected: new Set(),
};

/** The choices by store, so that the table is unchanged after opening a storefront and returning. */
const remembered = new WeakMap<SettingsStore, MatrixChoices>();

function choicesFor(settings: SettingsStore, field: InheritableField | null): MatrixChoices {
  const choices = remembered.get(settings) ?? firstChoices;
  // A link to the storefronts that override one setting must show all of them.
  return field === null ? choices : { ...firstChoices, selected: choices.selected };
}

/** @param field the setting whose overrides a link asked for */
function useMatrixChoices(field: InheritableField | null): [MatrixChoices, ChooseInMatrix] {
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

export interface Matrix {
  /** The global settings, which storefronts inherit. */
  global: CustomerSettings;
  words: SettingWords;
  /** Our records by storefront, for those that this page has not read yet; `null` before the records are there. */
  recorded: ReadonlyMap<number, KnownStorefront> | null;
  /** The counts of each column, over all storefronts. */
  columns: readonly ColumnValues[];
  choices: MatrixChoices;
  choose: ChooseInMatrix;
  /** All that match, on every page. */
  matching: Storefront[];
  page: MatrixPage;
  /** Those that are ticked and still there, in the store's order. */
  selected: Storefront[];
  /** How many storefronts were read, or could not be. */
  checked: number;
  /** Those that could not be read, which a search for overrides leaves out. */
  failed: number[];
  /** True where what is shown may change once all are read. */
  incomplete: boolean;
}

/** The search in the storefronts. */
function useMatrixFacts(global: CustomerSettings) {
  const locale = useLocale();
  const { groups } = useStoreReads();
  const { scopes } = useSettingsState();
  const recorded = useKnownStorefronts();
  const words = useSettingWords(groups.list, global);
  const facts = useMemo(
    () => ({
      scopes,
      recorded,
      global,
      locale,
      text: words.text,
      isDeletedGroup: (id: number) => words.names.nameOf(id).kind === 'deleted',
    }),
    [scopes, recorded, global, locale, words],
  );
  return { facts, words };
}

/**
 * The content of the storefront table. It reads the settings, those of the visible page first.
 *
 * @param global what storefronts inherit
 * @param field only storefronts with a value of their own for it, where given
 */
export function useMatrix(
  list: Storefront[],
  global: CustomerSettings,
  field: InheritableField | null,
): Matrix {
  const { settings } = useStoreReads();
  const { facts, words } = useMatrixFacts(global);
  const { scopes, recorded } = facts;
  const [choices, choose] = useMatrixChoices(field);
  const { query, onlyOverridden, onlyProblems, value, order, selected } = choices;

  const search = useMemo(
    () => ({ query, onlyOverridden, onlyProblems, field, value, order }),
    [query, onlyOverridden, onlyProblems, field, value, order],
  );
  const matching = useMemo(() => findStorefronts(list, search, facts), [list, search, facts]);
  const columns = useMemo(() => countValues(list, facts), [list, facts]);
  const page = pageOf(matching, choices.page);
  const inView = page.shown.map(({ id }) => id).join();

  useEffect(() => {
    settings.read(inView === '' ? [] : inView.split(',').map(Number), { inView: true });
    settings.read(
      list.map(({ id }) => id),
      { inView: false },
    );
  }, [settings, list, inView]);

  const checked = list.filter(({ id }) => outcomeOf(scopes.get(id)) !== null).length;
  return {
    global,
    words,
    recorded,
    columns,
    choices,
    choose,
    matching,
    page,
    selected: list.filter(({ id }) => selected.has(id)),
    checked,
    failed: list.filter(({ id }) => outcomeOf(scopes.get(id))?.kind === 'failed').map(({ id }) => id),
    incomplete: looksAtSettings(search) && checked < list.length,
  };
}
