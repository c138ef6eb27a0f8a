'use client';

import { ProgressCircle, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import useSWR from 'swr';
import { toAppError } from '@/lib/errors';
import type { ChangeEntry, MomentsComparison } from '@/lib/settings/change';
import {
  type CustomerSettings,
  isInheritable,
  type SettingField,
  type SettingValue,
} from '@/lib/settings/customer-settings';
import { presentFields } from '@/lib/settings/diff';
import { channelKey } from '@/lib/settings/scope';
import { FailureNotice } from '../failures/failure-notice';
import { useOpenedStore } from '../shell/opened-store';
import { useStoreReads } from '../data/store-reads';
import { type ComparedRow, ComparisonTable } from '../ui/comparison-table';
import { PlainSelect } from '../ui/plain-select';
import type { HistoryWords } from './use-history-words';
import { useMomentFormat } from './use-moment-format';

interface CompareMomentsProps {
  entry: ChangeEntry;
  /** The entries that it can be compared with. */
  entries: readonly ChangeEntry[];
  words: HistoryWords;
}

/** Few enough to be drawn at once, however many storefronts differ. */
const rowsMax = 200;

const none = '';
const now = 'now';

/** The rows of a comparison: every setting of a scope that differs, with its values in effect. */
function useRows({ scopes, store }: MomentsComparison, words: HistoryWords): ComparedRow[] {
  const t = useTranslations();
  const { list } = useStoreReads().storefronts;
  const text = (field: SettingField, value: SettingValue | undefined, then: CustomerSettings) =>
    value === null && isInheritable(field)
      ? t('settings.globalValue', { value: words.settings.text(field, then[field]) })
      : words.settings.text(field, value);
  const nameOf = (channelId: number | null) =>
    channelId === null
      ? t('history.wholeStore')
      : (list?.find(({ id }) => id === channelId)?.name ?? t('matrix.unnamed', { id: String(channelId) }));
  return scopes.flatMap(({ channelId, first, second }) =>
    presentFields(second).map((field) => ({
      key: `${channelKey(channelId)} ${field}`,
      name: nameOf(channelId),
      detail: words.settings.label(field),
      values: [text(field, first[field], store.first), text(field, second[field], store.second)] as const,
      differs: false,
    })),
  );
}

interface ComparisonProps {
  comparison: MomentsComparison;
  heads: readonly [string, string];
  words: HistoryWords;
}

function Comparison({ comparison, heads, words }: ComparisonProps) {
  const t = useTranslations('history.compare');
  const rows = useRows(comparison, words);
  return (
    <>
      <Text role="status" marginBottom="xSmall">
        {t('result', { count: rows.length })}
      </Text>
      {rows.length > 0 && (
        <ComparisonTable
          label={t('table', { first: heads[0], second: heads[1] })}
          heads={[t('setting'), ...heads]}
          rows={rows.slice(0, rowsMax)}
          differs=""
        />
      )}
      {rows.length > rowsMax && <Text>{t('shown', { count: rowsMax, all: rows.length })}</Text>}
    </>
  );
}

/** Compares the settings right after an entry with those right after another one, or with those of now. */
export function CompareMoments({ entry, entries, words }: CompareMomentsProps) {
  const t = useTranslations('history.compare');
  const id = useId();
  const { api, storeHash } = useOpenedStore();
  const formatMoment = useMomentFormat();
  const [chosen, setChosen] = useState(none);
  const other = entries.find((one) => one.id === chosen) ?? null;
  const [first, second] = other !== null && other.at < entry.at ? [other, entry] : [entry, other];
  const { data, error, mutate, isValidating } = useSWR<MomentsComparison, unknown>(
    chosen === none ? null : ['moments', storeHash, first.id, second?.id ?? null],
    () => api.compareMoments(first.id, second?.id ?? null),
  );
  const heads = [formatMoment(first.at), second === null ? t('now') : formatMoment(second.at)] as const;
  return (
    <div>
      <label htmlFor={id}>{t('label')}</label>{' '}
      <PlainSelect id={id} value={chosen} onChange={({ target }) => setChosen(target.value)}>
        <option value={none}>{t('none')}</option>
        <option value={now}>{t('now')}</option>
        {entries
          .filter((one) => one.id !== entry.id)
          .map((one) => (
            <option key={one.id} value={one.id}>
              {t('entry', {
                time: formatMoment(one.at),
                name: one.count > 1 ? words.group(one) : words.scope(one.change),
              })}
            </option>
          ))}
      </PlainSelect>
      {chosen !== none && data !== undefined && <Comparison comparison={data} heads={heads} words={words} />}
      {chosen !== none && data === undefined && isValidating && <ProgressCircle size="xSmall" />}
      {chosen !== none && error !== undefined && !isValidating && (
        <FailureNotice reading error={toAppError(error)} onTryAgain={() => void mutate()} />
      )}
    </div>
  );
}
