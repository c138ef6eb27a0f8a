'use client';

import { Button, H3, Input, Panel, Text } from '@bigcommerce/big-design';
import { useFormatter, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import styled from 'styled-components';
import useSWR from 'swr';
import type { PastState } from '@/lib/api/checks-wire';
import { toAppError } from '@/lib/errors';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { effectiveSetting } from '@/lib/settings/effective-value';
import { FailureNotice } from '../failures/failure-notice';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { useOpenedStore } from '../shell/opened-store';
import { isDay, readerTimeZone, startOfDay } from '../ui/day';
import { downloadFile } from '../ui/download-file';
import { type HandedFile, HandedFileNote } from '../ui/handed-file';
import { OutlinedControl } from '../ui/outlined-control';
import { consentFields, type ConsentRow, ConsentTable } from './consent-table';
import { OnScreen } from './print-styles';
import type { FindingWords } from './use-finding-words';

const longDate = { dateStyle: 'long', timeZone: readerTimeZone } as const;

const Chooser = styled(OnScreen)`
  align-items: end;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.small};
  margin-block: ${({ theme }) => theme.spacing.small};
`;

/** A day as the reader's calendar has it, for instance `2026-01-05`. */
function dayOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The values in effect at that time, in each scope. */
function usePastRows(words: FindingWords): (state: PastState) => ConsentRow[] {
  const t = useTranslations('checks');
  const format = useFormatter();
  return ({ scopes }) => {
    const global = scopes.find(({ channelId }) => channelId === null)?.settings ?? {};
    return scopes.map(({ channelId, name, settings, unknownUntil }) => {
      const values = consentFields.map((field) => [
        field,
        channelId === null ? settings[field] : effectiveSetting(global, settings, field),
      ]);
      return {
        channelId,
        place: words.place(channelId, name),
        settings: Object.fromEntries(values) as CustomerSettings,
        note:
          unknownUntil === null ? null : t('unknownUntil', { date: format.dateTime(unknownUntil, longDate) }),
      };
    });
  };
}

interface ConsentStateProps {
  /** The state of now. */
  rows: readonly ConsentRow[];
  /** The chosen day, whose end is shown; `null` for now. */
  day: string | null;
  onDay: (day: string | null) => void;
  words: FindingWords;
  settings: SettingWords;
}

/** The state of consent now, or at the end of a day in the past, from the history. */
export function ConsentState({ rows, day, onDay, words, settings }: ConsentStateProps) {
  const t = useTranslations('checks');
  const format = useFormatter();
  const { api, storeHash } = useOpenedStore();
  const inputId = useId();
  const [now] = useState(() => Date.now());
  const [handed, setHanded] = useState<HandedFile | null>(null);
  const [resets, setResets] = useState(0);
  const toPastRows = usePastRows(words);
  const at = day === null ? null : startOfDay(day, 1) - 1;
  const past = useSWR<PastState, unknown>(
    at === null ? null : ['past-state', storeHash, at],
    () => api.getPastState(at ?? now),
    { revalidateOnFocus: false },
  );
  const shown = at === null ? rows : past.data && toPastRows(past.data);

  function showToday() {
    onDay(null);
    setResets(resets + 1);
    // The button goes away; without this the keyboard would start over at the top.
    requestAnimationFrame(() => document.getElementById(inputId)?.focus());
  }

  /** Writes the state of a past day as a file. */
  function save(state: PastState): HandedFile {
    const report = {
      state_of: new Date(state.at).toISOString(),
      store: storeHash,
      settings: toPastRows(state).map(({ channelId, place, settings: values, note }) => ({
        channel_id: channelId,
        name: place,
        ...values,
        ...(note === null ? {} : { not_known: note }),
      })),
    };
    const content = new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' });
    const file = { content, name: `consent-${storeHash}-${dayOf(state.at)}.json` };
    downloadFile(file.content, file.name);
    return file;
  }

  return (
    <Panel>
      <H3 marginBottom="none">{t('stateOf', { date: format.dateTime(at ?? now, longDate) })}</H3>
      <Chooser>
        <OutlinedControl $invalid={false}>
          <Input
            id={inputId}
            // Drawn anew when the day is reset, but not while a day is typed.
            key={resets}
            type="date"
            label={t('stateDay')}
            max={dayOf(now)}
            defaultValue={day ?? dayOf(now)}
            onChange={({ target: { value } }) => {
              if (isDay(value) && value <= dayOf(now)) onDay(value === dayOf(now) ? null : value);
            }}
          />
        </OutlinedControl>
        {day !== null && (
          <Button type="button" variant="subtle" mobileWidth="auto" onClick={showToday}>
            {t('stateToday')}
          </Button>
        )}
        {past.data !== undefined && at !== null && (
          <Button
            type="button"
            variant="subtle"
            mobileWidth="auto"
            onClick={() => past.data && setHanded(save(past.data))}
          >
            {t('stateExport')}
          </Button>
        )}
      </Chooser>
      <OnScreen>
        <HandedFileNote file={handed} />
      </OnScreen>
      {at !== null && <Text color="secondary60">{t('stateFromHistory')}</Text>}
      <Text role="status" marginBottom="none">
        {at !== null && past.isLoading && <span>{t('stateLoading')}</span>}
      </Text>
      {at !== null && past.error !== undefined && past.data === undefined && (
        <FailureNotice error={toAppError(past.error)} onTryAgain={() => void past.mutate()} />
      )}
      {shown !== undefined && (
        <ConsentTable
          rows={shown}
          label={t('stateOf', { date: format.dateTime(at ?? now, longDate) })}
          settings={settings}
        />
      )}
    </Panel>
  );
}
