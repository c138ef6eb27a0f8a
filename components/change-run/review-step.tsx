'use client';

import { Button, Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useId, useMemo, useState } from 'react';
import { presentFields } from '@/lib/settings/diff';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { PageColumn } from '../ui/page-column';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { useStoreReads } from '../data/store-reads';
import { StepBar, StepForm, StepHeading, StepParts } from './step-layout';
import { type BulkReview, reviewProposal } from './bulk-review';
import { type ChangeRow, ChangeTable } from './change-table';
import { ConsentOffNotice } from './consent-off-notice';
import { GroupWarningsNotices } from './group-warnings';
import { copySourceFailure, countScopes, isWhole, type NamedScope, type Proposal } from './proposal';
import { ReadFailures } from './read-failures';
import { ReviewNotes } from './review-notes';
import { useRequiredReason } from '../data/use-app-settings';
import { ReasonField } from '../ui/reason-field';
import { useFreshRead } from '../data/use-fresh-read';
import { useAllows } from '../shell/use-role';
import { ActionButton } from '../ui/action-button';
import { useGroupWarnings } from './use-group-warnings';
import { VisuallyHidden } from '../ui/visually-hidden';
import { PauseNotice } from '../failures/pause-notice';
import { ProgressBar } from '../ui/progress-bar';

interface ReadingProgressProps {
  done: number;
  all: number;
  pausedUntil: number | null;
  onBack: () => void;
}

/** Second step, before there is something to review. */
function ReadingProgress({ done, all, pausedUntil, onBack }: ReadingProgressProps) {
  const t = useTranslations('bulk');
  const text = t('review.readingProgress', { done, all });
  return (
    <StepForm as="div">
      <PageColumn>
        <StepHeading step={2} title={t('review.reading')} detail={t('review.readingDetail')} />
        <StepParts>
          {pausedUntil !== null && <PauseNotice until={pausedUntil} reason="rateLimit" />}
          <Panel marginBottom="none" header={t('apply.progressTitle')}>
            <Text marginBottom="xSmall">{text}</Text>
            <ProgressBar label={t('review.reading')} done={done} all={all} text={text} />
          </Panel>
        </StepParts>
        <VisuallyHidden role="status">
          {pausedUntil !== null && t('pause.once', { reason: 'rateLimit' })}
        </VisuallyHidden>
      </PageColumn>
      <StepBar>
        <Button type="button" variant="subtle" mobileWidth="auto" onClick={onBack}>
          {t('back')}
        </Button>
      </StepBar>
    </StepForm>
  );
}

interface ReviewStepProps {
  proposal: Proposal;
  /** Those of the proposal that are to be changed. */
  scopes: readonly NamedScope[];
  global: CustomerSettings;
  words: SettingWords;
  /** Why, as typed. */
  reason: string;
  onReason: (reason: string) => void;
  onBack: () => void;
  /** There is nothing to save, and the person has seen it. */
  onNothing: (review: BulkReview) => void;
  onApply: (review: BulkReview) => void;
}

function rowsOf({ plans }: BulkReview, scopes: readonly NamedScope[]): ChangeRow[] {
  const byId = new Map(scopes.map((scope) => [scope.id, scope]));
  return plans.flatMap(({ channelId, before, changes }) => {
    const scope = byId.get(channelId);
    if (scope === undefined) return [];
    return presentFields(changes).map((field) => ({
      scope,
      field,
      before: before[field],
      after: changes[field],
    }));
  });
}

type ReviewProps = ReviewStepProps & { review: BulkReview };

function useDetail({ review, proposal, scopes }: ReviewProps): string {
  const t = useTranslations('bulk.review');
  if (review.plans.length > 0)
    return t('detail', countScopes(review.plans.map(({ channelId }) => channelId)));
  const nothingLeftOut = isWhole(proposal) && review.notCopied.length === 0;
  const same = review.same.length === scopes.length && nothingLeftOut;
  const { store } = countScopes(scopes.map(({ id }) => id));
  return same ? t('nothingDetail', { store }) : t('nothingPossible', { store });
}

interface ReviewBarProps extends Pick<ReviewProps, 'review' | 'onBack' | 'onNothing'> {
  mayWrite: boolean;
}

/** The way back, and the button that saves, or ends where there is nothing to save. */
function ReviewBar({ review, mayWrite, onBack, onNothing }: ReviewBarProps) {
  const t = useTranslations('bulk');
  const { plans } = review;
  return (
    <StepBar>
      <Button type="button" variant="subtle" mobileWidth="auto" onClick={onBack}>
        {t('back')}
      </Button>
      {plans.length === 0 ? (
        <Button type="button" variant="primary" mobileWidth="auto" onClick={() => onNothing(review)}>
          {t('result.done')}
        </Button>
      ) : (
        <ActionButton
          type="submit"
          variant="primary"
          off={!mayWrite}
          label={t('review.save', countScopes(plans.map(({ channelId }) => channelId)))}
        />
      )}
    </StepBar>
  );
}

/** All that would be written, and what there is to know about it. */
function Review(props: ReviewProps) {
  const { review, proposal, scopes, global, words, reason, onReason, onBack, onNothing, onApply } = props;
  const t = useTranslations('bulk');
  const reasonId = useId();
  const { required, missing, mayProceed } = useRequiredReason(reasonId, reason);
  const { groups } = useStoreReads();
  const warnings = useGroupWarnings({ plans: review.plans, global, groups: groups.list });
  const rows = useMemo(() => rowsOf(review, scopes), [review, scopes]);
  const detail = useDetail(props);
  const nothing = rows.length === 0;
  // An admin may change the user's role while the review is open: a notice above the tabs says so.
  const mayWrite = useAllows('write');

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (!nothing && mayWrite && warnings.consent.mayProceed() && mayProceed()) onApply(review);
  }

  return (
    <StepForm noValidate onSubmit={submit}>
      <PageColumn>
        <StepHeading step={2} title={t('review.title', { count: rows.length })} detail={detail} />
        <StepParts>
          <ConsentOffNotice plans={review.plans} scopes={scopes} global={global} />
          <GroupWarningsNotices warnings={warnings} words={words} />
          {!nothing && (
            <Panel marginBottom="none" header={t('review.table')}>
              <ChangeTable rows={rows} words={words} />
            </Panel>
          )}
          <ReviewNotes review={review} proposal={proposal} storefronts={scopes} words={words} />
          {!nothing && (
            <Panel marginBottom="none" header={t('review.reason')}>
              <ReasonField
                id={reasonId}
                value={reason}
                required={required}
                missing={missing}
                withHelp
                onChange={onReason}
              />
            </Panel>
          )}
        </StepParts>
      </PageColumn>
      <ReviewBar review={review} mayWrite={mayWrite} onBack={onBack} onNothing={onNothing} />
    </StepForm>
  );
}

/** Second step: what would really change, as the scopes are now. */
export function ReviewStep(props: ReviewStepProps) {
  const { proposal, scopes, onBack } = props;
  const { copiedFrom } = proposal;
  const ids = scopes.map(({ id }) => id);
  const { outcomes, awaited, pausedUntil, retryFailed } = useFreshRead(
    copiedFrom === null ? ids : [...new Set([copiedFrom.id, ...ids])],
  );
  const [leftOut, setLeftOut] = useState(false);
  const review = useMemo(() => reviewProposal(proposal, scopes, outcomes), [proposal, scopes, outcomes]);
  const sourceError = copySourceFailure(proposal, outcomes);

  if (awaited > 0)
    return (
      <ReadingProgress
        done={outcomes.size}
        all={outcomes.size + awaited}
        pausedUntil={pausedUntil}
        onBack={onBack}
      />
    );
  if (sourceError !== null || (review.unread.length > 0 && !leftOut))
    return (
      <ReadFailures
        unread={review.unread}
        source={sourceError === null ? null : { name: copiedFrom?.name ?? '', error: sourceError }}
        storefronts={scopes}
        onRetry={retryFailed}
        onLeaveOut={() => setLeftOut(true)}
        onBack={onBack}
      />
    );
  return <Review {...props} review={review} />;
}
