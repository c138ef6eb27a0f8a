'use client';

import { Button, H2, H3, Panel, Text } from '@bigcommerce/big-design';
import { useFormatter, useTranslations } from 'next-intl';
import { Fragment, useEffect, useState } from 'react';
import styled from 'styled-components';
import { checkedScopes } from '@/lib/checks/checked-store';
import { type FindingGroup, groupFindings } from '@/lib/checks/group-findings';
import {
  type CheckFactsAnswer,
  type CheckRecordRead,
  useCheckFacts,
  useCheckRecord,
} from '../data/use-check-record';
import { useStoreReads } from '../data/store-reads';
import { FailureNotice } from '../failures/failure-notice';
import { useErrorWords } from '../failures/use-error-words';
import type { AppError } from '@/lib/errors';
import { useSettingWords } from '../setting-fields/use-setting-words';
import { useAllows } from '../shell/use-role';
import { ActionButton } from '../ui/action-button';
import { readerTimeZone } from '../ui/day';
import { type HandedFile, HandedFileNote } from '../ui/handed-file';
import { HydratedArea } from '../ui/hydrated-area';
import { PageColumn } from '../ui/page-column';
import { ConsentState } from './consent-state';
import { FindingCard } from './finding-card';
import { PageChecks } from './page-checks';
import { OnScreen, PrintStyles } from './print-styles';
import { type CheckedReads, type SortedFindings, sortFindings, useCheckedReads } from './use-findings';
import { type FindingWords, useFindingWords } from './use-finding-words';
import { useReport } from './use-report';

const Row = styled(OnScreen)`
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.small};
  margin-block: ${({ theme }) => theme.spacing.small};
`;

const List = styled.ul`
  list-style: none;
  margin: 0;
  padding: 0;
`;

interface GapsProps {
  reads: CheckedReads;
  record: CheckRecordRead;
  further: CheckFactsAnswer;
}

/** The checks that are not made, with the reason. */
function Gaps({ reads, record, further }: GapsProps) {
  const t = useTranslations('checks');
  const { groups, storefronts } = useStoreReads();
  const { all, known, failed } = reads;
  // One storefront has none to share a domain with, and without a list of them more is missing than this.
  const missing = (further.facts?.missing ?? []).filter((kind) => all > (kind === 'hosts' ? 1 : 0));
  const gaps = [
    ...(storefronts.list === null && storefronts.failure !== null ? [t('noStorefronts')] : []),
    ...(failed > 0 ? [t('unchecked', { count: failed })] : []),
    ...(record.record?.market === null ? [t('noMarket')] : []),
    ...(groups.failed ? [t('groupsMissing')] : []),
    ...(further.failure !== null ? [t('noFacts')] : []),
    ...missing.map((kind) => t(`factsMissing.${kind}`)),
  ];
  return (
    <>
      <Text role="status" color="secondary60" marginBottom="xxSmall">
        {known < all && <span>{t('loading', { known, all })}</span>}
        {known === all && further.facts === null && further.failure === null && (
          <span>{t('loadingFacts')}</span>
        )}
      </Text>
      {gaps.map((gap) => (
        <Text key={gap} color="secondary60" marginBottom="xxSmall">
          {gap}
        </Text>
      ))}
    </>
  );
}

function NotSaved({ error }: { error: AppError }) {
  const t = useTranslations('checks');
  const { title, action } = useErrorWords(error);
  return (
    <Text role="alert" color="danger50">
      {t('notSaved', { title, action })}
    </Text>
  );
}

interface OpenListProps {
  open: readonly FindingGroup[];
  /** Whether everything was read that can be read. */
  done: boolean;
  words: FindingWords;
  record: CheckRecordRead;
}

/** The findings to act on, and how many there are. */
function OpenList({ open, done, words, record }: OpenListProps) {
  const t = useTranslations('checks');
  return (
    <>
      <Text bold role="status">
        {open.length === 0 ? (
          done && <span>{t('noFindings')}</span>
        ) : (
          <span>{t('open', { count: open.length })}</span>
        )}
      </Text>
      <List>
        {open.map((group) => (
          <FindingCard
            key={`${group.rule} ${JSON.stringify(group.facts)}`}
            group={group}
            words={words}
            record={record}
          />
        ))}
      </List>
    </>
  );
}

interface DismissedListProps {
  dismissed: SortedFindings['dismissed'];
  words: FindingWords;
  record: CheckRecordRead;
}

/** The findings that were dismissed, with the reasons, and the way back. */
function DismissedList({ dismissed, words, record }: DismissedListProps) {
  const t = useTranslations('checks');
  const format = useFormatter();
  const allowed = useAllows('write');
  if (dismissed.length === 0) return null;
  return (
    <Panel>
      <H3>{t('dismissed', { count: dismissed.length })}</H3>
      <List>
        {dismissed.map(({ finding, dismissal }) => {
          const [group] = groupFindings([finding]);
          return (
            <li key={`${finding.rule} ${finding.channelId ?? 0}`}>
              <Text marginBottom="none">
                {t('inPlace', {
                  title: group ? words.title(group) : '',
                  place: words.place(finding.channelId),
                })}
              </Text>
              <Text color="secondary60" marginBottom="none">
                {t('dismissedFor', {
                  reason: dismissal.reason,
                  date: format.dateTime(dismissal.dismissedAt, {
                    dateStyle: 'medium',
                    timeZone: readerTimeZone,
                  }),
                })}
              </Text>
              {allowed && (
                <OnScreen>
                  <ActionButton
                    type="button"
                    variant="subtle"
                    label={t('reopen')}
                    off={record.dismissing}
                    onClick={() => void record.dismiss({ findings: [finding], reason: null })}
                  />
                </OnScreen>
              )}
            </li>
          );
        })}
      </List>
    </Panel>
  );
}

/** Whether what the rules look at is no longer being read: it is known, or could not be read. */
function useAllRead({ known, all }: CheckedReads, further: CheckFactsAnswer): boolean {
  const { groups, storefronts } = useStoreReads();
  const isListed = storefronts.complete || storefronts.failure !== null;
  const hasFacts = further.facts !== null || further.failure !== null;
  return isListed && known === all && hasFacts && (groups.list.complete || !groups.reading);
}

interface FoundProps {
  reads: CheckedReads;
  record: CheckRecordRead;
  further: CheckFactsAnswer;
}

/** The findings, and the state that the rules looked at. */
function Found({ reads, record, further }: FoundProps) {
  const t = useTranslations('checks');
  const words = useFindingWords();
  const allowed = useAllows('write');
  const { groups } = useStoreReads();
  const settings = useSettingWords(groups.list, reads.store?.global);
  const [handed, setHanded] = useState<HandedFile | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const done = useAllRead(reads, further);
  const sorted = sortFindings(reads.store, record.record?.dismissed ?? []);
  const open = groupFindings(sorted.open);
  const scopes = reads.store === null ? [] : checkedScopes(reads.store);
  const report = useReport({ scopes, sorted, record, further, words });
  const rows = scopes.map(({ channelId, settings: values }) => ({
    channelId,
    place: words.place(channelId),
    settings: values,
    note: null,
  }));
  // Findings are about now: they are not printed beside the state of another day.
  const Findings = day === null ? Fragment : OnScreen;

  return (
    <>
      <Row>
        {allowed && <PageChecks scopes={scopes} />}
        <Button type="button" variant="subtle" mobileWidth="auto" onClick={() => window.print()}>
          {t('print')}
        </Button>
        <ActionButton
          type="button"
          variant="subtle"
          label={t('export')}
          off={!done}
          onClick={() => setHanded(report())}
        />
      </Row>
      <OnScreen>
        <HandedFileNote file={handed} />
      </OnScreen>
      <Findings>
        {record.notSaved !== null && <NotSaved error={record.notSaved} />}
        <OpenList open={open} done={done} words={words} record={record} />
        <DismissedList dismissed={sorted.dismissed} words={words} record={record} />
      </Findings>
      <ConsentState rows={rows} day={day} onDay={setDay} words={words} settings={settings} />
    </>
  );
}

/** The state of consent and groups at a glance: what the rules find in the settings of the store. */
export function ChecksView() {
  const t = useTranslations('checks');
  const { storefronts, settings } = useStoreReads();
  const record = useCheckRecord();
  const further = useCheckFacts({ shown: true });
  const reads = useCheckedReads({ market: record.record?.market ?? null, facts: further.facts });
  const { list } = storefronts;

  useEffect(() => {
    if (list !== null)
      settings.read(
        list.map(({ id }) => id),
        { inView: false },
      );
  }, [list, settings]);

  return (
    <HydratedArea>
      <PrintStyles />
      <PageColumn>
        <H2 marginBottom="xxSmall">{t('title')}</H2>
        <Text color="secondary60">{t('detail')}</Text>
        {record.failure === null ? (
          <>
            <Gaps reads={reads} record={record} further={further} />
            {record.record !== null && <Found reads={reads} record={record} further={further} />}
          </>
        ) : (
          <FailureNotice reading error={record.failure} onTryAgain={record.readAgain} />
        )}
      </PageColumn>
    </HydratedArea>
  );
}
