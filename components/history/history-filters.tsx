'use client';

import { Button, Input } from '@bigcommerce/big-design';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import useSWR from 'swr';
import { historySources, soughtNoteMaxLength } from '@/lib/settings/change';
import { settingFields } from '@/lib/settings/customer-settings';
import { channelKey, parseChannelKey } from '@/lib/settings/scope';
import { OutlinedControl } from '../ui/outlined-control';
import { type Choice, SelectField } from '../ui/select-field';
import { useOpenedStore } from '../shell/opened-store';
import { useStoreReads } from '../data/store-reads';
import { isDay } from '../ui/day';
import { type HistorySearch, toSoughtNote } from './history-search';

interface HistoryFiltersProps {
  search: HistorySearch;
  onSearch: (search: HistorySearch) => void;
}

/** The value that stands for no restriction. */
const any = 'any';

const Grid = styled.div`
  align-items: end;
  display: grid;
  gap: ${({ theme }) => theme.spacing.small};
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr));
`;

interface ChoiceFilterProps {
  label: string;
  anyLabel: string;
  choices: readonly Choice[];
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
}

function ChoiceFilter({ label, anyLabel, choices, chosen, onChoose }: ChoiceFilterProps) {
  return (
    <SelectField
      label={label}
      choices={[{ value: any, content: anyLabel }, ...choices]}
      value={chosen ?? any}
      onChoose={(value) => onChoose(value === any ? undefined : value)}
    />
  );
}

/**
 * WebKit shows the day of today in a field that is empty, nearly as one that was chosen. It alone knows hanging
 * punctuation: the others show in which order a day is written.
 */
const DayControl = styled(OutlinedControl)`
  @supports (hanging-punctuation: first) {
    &[data-empty='true'] input:not(:focus)::-webkit-datetime-edit {
      opacity: 0;
    }
  }
`;

interface DayFilterProps {
  label: string;
  day: string | undefined;
  onDay: (day: string | undefined) => void;
}

function DayFilter({ label, day = '', onDay }: DayFilterProps) {
  return (
    <DayControl $invalid={false} data-empty={day === ''}>
      <Input
        // Only complete dates are put into the address.
        key={day}
        type="date"
        label={label}
        defaultValue={day}
        onChange={({ target: { value } }) => {
          if (value === '' || isDay(value)) onDay(value === '' ? undefined : value);
        }}
      />
    </DayControl>
  );
}

interface NoteFilterProps {
  label: string;
  note: string | undefined;
  onNote: (note: string | undefined) => void;
}

/** A part of the reason. It is searched for on Enter or when the field is left, not with every letter. */
function NoteFilter({ label, note = '', onNote }: NoteFilterProps) {
  const [typed, setTyped] = useState(note);
  const [searched, setSearched] = useState(note);
  if (searched !== note) {
    setSearched(note);
    setTyped(note);
  }
  const search = () => {
    const sought = toSoughtNote(typed);
    if (sought !== (note === '' ? undefined : note)) onNote(sought);
  };
  return (
    <OutlinedControl $invalid={false}>
      <Input
        type="search"
        label={label}
        maxLength={soughtNoteMaxLength}
        value={typed}
        enterKeyHint="search"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={search}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) search();
        }}
      />
    </OutlinedControl>
  );
}

/** All users who made a change, and the one in the filter. */
function usePeople(userId: number | undefined): Choice[] {
  const t = useTranslations('history');
  const { api, storeHash } = useOpenedStore();
  const { data = [] } = useSWR(['change-people', storeHash], () => api.getChangePeople());
  const people = data.map(({ userId: id, email }) => ({
    value: String(id),
    content: email ?? t('removedUser', { id: String(id) }),
  }));
  const missing = userId !== undefined && !data.some(({ userId: id }) => id === userId);
  return missing
    ? [...people, { value: String(userId), content: t('user', { id: String(userId) }) }]
    : people;
}

/** The whole store, its storefronts, and the one in the filter, which may be deleted. */
function useScopes(channelId: HistorySearch['channelId']): Choice[] {
  const t = useTranslations();
  const { compare } = new Intl.Collator(useLocale(), { numeric: true });
  const { list } = useStoreReads().storefronts;
  const storefronts = (list ?? [])
    .map(({ id, name }) => ({ value: channelKey(id), content: name }))
    .sort((one, other) => compare(one.content, other.content));
  const store = { value: channelKey(null), content: t('history.wholeStore') };
  const isListed = (id: number) => storefronts.some(({ value }) => value === channelKey(id));
  const missing = typeof channelId === 'number' && !isListed(channelId) ? [channelId] : [];
  const gone = missing.map((id) => ({
    value: channelKey(id),
    content: t('matrix.unnamed', { id: String(id) }),
  }));
  return [store, ...gone, ...storefronts];
}

/** Changes one part of a search; without a value it does not restrict any more. */
function changed<Name extends keyof HistorySearch>(
  search: HistorySearch,
  name: Name,
  value: HistorySearch[Name] | undefined,
): HistorySearch {
  const { [name]: _former, ...others } = search;
  return value === undefined ? others : { ...others, [name]: value };
}

/** The filters of which each is one choice of a list. */
function ChoiceFilters({ search, onSearch }: HistoryFiltersProps) {
  const t = useTranslations();
  const scopes = useScopes(search.channelId);
  const people = usePeople(search.userId);
  const { channelId } = search;
  const change = <Name extends keyof HistorySearch>(name: Name, value: HistorySearch[Name] | undefined) =>
    onSearch(changed(search, name, value));
  return (
    <>
      <ChoiceFilter
        label={t('history.filters.storefront')}
        anyLabel={t('history.filters.anyStorefront')}
        choices={scopes}
        chosen={channelId === undefined ? undefined : channelKey(channelId)}
        onChoose={(value = '') => change('channelId', parseChannelKey(value))}
      />
      <ChoiceFilter
        label={t('history.filters.field')}
        anyLabel={t('history.filters.anyField')}
        choices={settingFields.map((value) => ({ value, content: t(`settings.${value}.label`) }))}
        chosen={search.field}
        onChoose={(value) => {
          const field = settingFields.find((one) => one === value);
          change('field', field);
        }}
      />
      <ChoiceFilter
        label={t('history.filters.person')}
        anyLabel={t('history.filters.anyPerson')}
        choices={people}
        chosen={search.userId === undefined ? undefined : String(search.userId)}
        onChoose={(value) => change('userId', value === undefined ? value : Number(value))}
      />
      <ChoiceFilter
        label={t('history.filters.source')}
        anyLabel={t('history.filters.anySource')}
        choices={historySources.map((value) => ({ value, content: t(`history.sources.${value}`) }))}
        chosen={search.source}
        onChoose={(value) => {
          const source = historySources.find((one) => one === value);
          change('source', source);
        }}
      />
    </>
  );
}

/** Empties all filters. */
function ClearFilters({ onClear }: { onClear: () => void }) {
  const t = useTranslations('history.filters');
  return (
    <div>
      <Button
        type="button"
        variant="subtle"
        mobileWidth="auto"
        onClick={(event) => {
          // The button goes away with the filters.
          event.currentTarget.closest('[role="search"]')?.querySelector('select')?.focus();
          onClear();
        }}
      >
        {t('clear')}
      </Button>
    </div>
  );
}

/** Narrows down which changes are shown. */
export function HistoryFilters({ search, onSearch }: HistoryFiltersProps) {
  const t = useTranslations('history.filters');
  return (
    <Grid role="search" aria-label={t('label')}>
      <ChoiceFilters search={search} onSearch={onSearch} />
      <NoteFilter
        label={t('note')}
        note={search.note}
        onNote={(note) => onSearch(changed(search, 'note', note))}
      />
      {(['from', 'until'] as const).map((name) => (
        <DayFilter
          key={name}
          label={t(name)}
          day={search[name]}
          onDay={(day) => onSearch(changed(search, name, day))}
        />
      ))}
      {Object.keys(search).length > 0 && <ClearFilters onClear={() => onSearch({})} />}
    </Grid>
  );
}
