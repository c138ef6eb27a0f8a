'use client';

import { Button, Panel, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { isWriteUnclear } from '@/lib/errors';
import type { SettingField } from '@/lib/settings/customer-settings';
import { Notice } from '../ui/notice';
import { useErrorWords } from '../failures/use-error-words';
import { PageColumn } from '../ui/page-column';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { StepBar, StepForm, StepHeading, StepParts } from './step-layout';
import type { BulkRunState } from './bulk-run';
import { isUnfinished, type SaveState } from './bulk-save';
import { FailureReason } from '../failures/failure-reason';
import { NameList } from './name-list';
import { countScopes, type NamedScope, type Proposal } from './proposal';
import { useListFormat } from '../ui/use-list-format';

interface ResultStepProps {
  source: Proposal['source'];
  storefronts: readonly NamedScope[];
  run: BulkRunState;
  /** Settings that were asked for and that some storefronts do not have. */
  missing: ReadonlyMap<number | null, SettingField[]>;
  words: SettingWords;
  onRetry: () => void;
  onUndo: () => void;
  onDone: () => void;
}

/** The kinds of results in display order: those that need the user first. */
const shownKinds = ['failed', 'partly', 'notTried', 'unread', 'saved', 'same'] as const;

/** The session or the store's permission ended while storefronts were saved, or too many of them failed in a row. */
function EndedNotice({ error, reason }: NonNullable<BulkRunState['endedBy']>) {
  const t = useTranslations('bulk.result');
  const { title, action } = useErrorWords(error);
  return (
    <Notice type="error" title={title}>
      <Text marginBottom="none">{t('ended', { reason, action })}</Text>
    </Notice>
  );
}

type KindCounts = Record<(typeof shownKinds)[number], number>;

function ofKind(storefronts: readonly NamedScope[], run: BulkRunState, kind: SaveState['kind']) {
  return storefronts.filter(({ id }) => run.saves.get(id)?.kind === kind);
}

/** The part that is left to do. After a full success the heading says everything. */
function Unfinished({ count }: { count: KindCounts }) {
  const t = useTranslations('bulk.result');
  return (
    <Notice type="warning" title={t('unfinishedTitle')}>
      {/* A message that comes to nothing at all is none. */}
      {count.failed + count.partly + count.notTried > 0 && (
        <Text marginBottom="none">{t('counts', count)}</Text>
      )}
      <Text marginBottom="none">{t('unfinishedDetail')}</Text>
    </Notice>
  );
}

function SaveNote({ save, words }: { save: SaveState | undefined; words: SettingWords }): ReactNode {
  const t = useTranslations('bulk.result');
  const formatList = useListFormat();
  if (save?.kind === 'failed') return <FailureReason error={save.error} />;
  if (save?.kind === 'unread') return <FailureReason error={save.error} reading />;
  if (save?.kind !== 'partly') return null;
  const labels = formatList(save.notStored.map(words.label));
  return (
    <Small color="danger50" marginBottom="none">
      {t('notStored', { labels })}
    </Small>
  );
}

/** Storefronts that lack settings that were to be saved. */
function MissingPanel({
  storefronts,
  missing,
  words,
}: Pick<ResultStepProps, 'storefronts' | 'missing' | 'words'>) {
  const t = useTranslations('bulk.result');
  const formatList = useListFormat();
  const without = storefronts.filter(({ id }) => missing.has(id));
  if (without.length === 0) return null;
  const title = t('missing', { count: without.length });
  return (
    <Panel marginBottom="none" header={title}>
      <NameList
        label={title}
        storefronts={without}
        renderNote={({ id }) => (
          <Small marginBottom="none">
            {t('missingOn', { labels: formatList((missing.get(id) ?? []).map(words.label)) })}
          </Small>
        )}
      />
    </Panel>
  );
}

/** Whether a save failed that BigCommerce may have stored all the same. */
function mayBeSaved(save: SaveState | undefined): boolean {
  return save?.kind === 'failed' && isWriteUnclear(save.error);
}

/** The result of each storefront, those first that need the user. */
function ResultPanels({ storefronts, run, words }: Pick<ResultStepProps, 'storefronts' | 'run' | 'words'>) {
  const t = useTranslations('bulk.result');
  return shownKinds.map((kind) => {
    const found = ofKind(storefronts, run, kind);
    if (found.length === 0) return null;
    const isUnclear = found.some(({ id }) => mayBeSaved(run.saves.get(id)));
    const title = t(isUnclear ? 'failedOrUnclear' : kind, { count: found.length });
    return (
      <Panel key={kind} marginBottom="none" header={title}>
        <NameList
          label={title}
          storefronts={found}
          renderNote={({ id }) => <SaveNote save={run.saves.get(id)} words={words} />}
        />
      </Panel>
    );
  });
}

/** The end: what was saved and what was not, and the way to try the rest again. */
export function ResultStep(props: ResultStepProps) {
  const { source, storefronts, run, missing, words, onRetry, onUndo, onDone } = props;
  const t = useTranslations('bulk.result');
  const counts = shownKinds.map((kind) => [kind, ofKind(storefronts, run, kind).length]);
  const count = Object.fromEntries(counts) as KindCounts;
  const unfinished = [...run.saves.values()].filter(isUnfinished).length;
  const whole = unfinished === 0 && !storefronts.some(({ id }) => missing.has(id));
  const title = whole
    ? t('allSaved', countScopes(ofKind(storefronts, run, 'saved').map(({ id }) => id)))
    : t('someSaved', {
        saved: count.saved,
        count: count.saved + unfinished,
        store: countScopes(storefronts.map(({ id }) => id)).store,
      });
  return (
    <StepForm as="div">
      <PageColumn>
        <StepHeading step={3} title={title} detail={t('detail')} />
        <StepParts>
          {run.endedBy !== null && <EndedNotice {...run.endedBy} />}
          {!whole && <Unfinished count={count} />}
          <ResultPanels storefronts={storefronts} run={run} words={words} />
          <MissingPanel storefronts={storefronts} missing={missing} words={words} />
        </StepParts>
      </PageColumn>
      <StepBar>
        {unfinished > 0 && (
          <Button type="button" variant="secondary" mobileWidth="auto" onClick={onRetry}>
            {t('retry', { tried: unfinished - count.notTried })}
          </Button>
        )}
        {run.done.length > 0 && (
          <Button type="button" variant="secondary" mobileWidth="auto" onClick={onUndo}>
            {t('undo', { source })}
          </Button>
        )}
        <Button type="button" variant="primary" mobileWidth="auto" onClick={onDone}>
          {t('done')}
        </Button>
      </StepBar>
    </StepForm>
  );
}
