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
import { dayOf, isDay, readerTimeZone, startOfDay } from '../ui/day';
import { downloadJson } from '../ui/download-file';
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

interface DayChooserProps {
  /** The chosen day; `null` for now. */
  day: string | null;
  onDay: (day: string | null) => void;
  /** Milliseconds since the epoch. */
  now: number;
  /** Downloads the state of the chosen day; absent as long as it is not there. */
  onExport?: () => void;
}

/** The day whose state is shown, the way back to now, and the file. */
function DayChooser({ day, onDay, now, onExport }: DayChooserProps) {
  const t = useTranslations('checks');
  const inputId = useId();
  const [resets, setResets] = useState(0);
  const today = dayOf(now);

  function showToday() {
    onDay(null);
    setResets(resets + 1);
    // The button goes away; without this the keyboard would start over at the top.
    requestAnimationFrame(() => document.getElementById(inputId)?.focus());
  }

  return (
    <Chooser>
      <OutlinedControl $invalid={false}>
        <Input
          id={inputId}
          // Drawn anew when the day is reset, but not while a day is typed.
          key={resets}
          type="date"
          label={t('stateDay')}
          max={today}
          defaultValue={day ?? today}
          onChange={({ target: { value } }) => {
            if (isDay(value) && value <= today) onDay(value === today ? null : value);
          }}
        />
      </OutlinedControl>
      {day !== null && (
        <Button type="button" variant="subtle" mobileWidth="auto" onClick={showToday}>
          {t('stateToday')}
        </Button>
      )}
      {onExport !== undefined && (
        <Button type="button" variant="subtle" mobileWidth="auto" onClick={onExport}>
          {t('stateExport')}
        </Button>
      )}
    </Chooser>
  );
}

/** The state at the end of a day in the past; none is read for `null`. */
function usePastState(at: number | null) {
  const { api, storeHash } = useOpenedStore();
  return useSWR<PastState, unknown>(
    at === null ? null : ['past-state', storeHash, at],
    () => api.getPastState(at ?? 0),
    { revalidateOnFocus: false },
  );
}

/** @returns writes the state of a past day as a file */
function usePastReport(toRows: (state: PastState) => ConsentRow[]) {
  const { storeHash } = useOpenedStore();
  return (state: PastState): HandedFile => {
    const report = {
      state_of: new Date(state.at).toISOString(),
      store: storeHash,
      settings: toRows(state).map(({ channelId, place, settings: values, note }) => ({
        channel_id: channelId,
        name: place,
        ...values,
        ...(note === null ? {} : { not_known: note }),
      })),
    };
    return downloadJson(report, `consent-${storeHash}-${dayOf(state.at)}.json`);
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
  const [now] = useState(() => Date.now());
  const [handed, setHanded] = useState<HandedFile | null>(null);
  const toPastRows = usePastRows(words);
  const report = usePastReport(toPastRows);
  const at = day === null ? null : startOfDay(day, 1) - 1;
  const past = usePastState(at);
  const { data } = past;
  const shown = at === null ? rows : data && toPastRows(data);
  const title = t('stateOf', { date: format.dateTime(at ?? now, longDate) });

  return (
    <Panel>
      <H3 marginBottom="none">{title}</H3>
      <DayChooser
        day={day}
        onDay={onDay}
        now={now}
        {...(data === undefined ? {} : { onExport: () => setHanded(report(data)) })}
      />
      <OnScreen>
        <HandedFileNote file={handed} />
      </OnScreen>
      {at !== null && <Text color="secondary60">{t('stateFromHistory')}</Text>}
      <Text role="status" marginBottom="none">
        {past.isLoading && <span>{t('stateLoading')}</span>}
      </Text>
      {past.error !== undefined && data === undefined && (
        <FailureNotice reading error={toAppError(past.error)} onTryAgain={() => void past.mutate()} />
      )}
      {shown !== undefined && <ConsentTable rows={shown} label={title} settings={settings} />}
    </Panel>
  );
}
