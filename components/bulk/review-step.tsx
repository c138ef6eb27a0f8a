'use client';

import { Button, Panel } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useMemo, useState } from 'react';
import { presentFields } from '@/lib/settings/diff';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { PageColumn } from '../page-column';
import type { SettingWords } from '../settings/use-setting-words';
import { useStoreReads } from '../store-reads';
import { BulkForm, StepParts } from './bulk-form';
import { type BulkReview, reviewBulkChange, sourceFailure } from './bulk-review';
import { type ChangeRow, ChangeTable } from './change-table';
import type { BulkRequest } from './choose-step';
import { GroupWarningsNotices } from './group-warnings';
import { ReadFailures } from './read-failures';
import { ReadingProgress } from './reading-progress';
import { ReviewNotes } from './review-notes';
import { StepBar } from './step-bar';
import { StepHeading } from './step-heading';
import { useFreshRead } from './use-fresh-read';
import { useGroupWarnings } from './use-group-warnings';

interface ReviewStepProps {
  request: BulkRequest;
  /** Those that are to be changed. */
  storefronts: readonly Storefront[];
  global: CustomerSettings;
  words: SettingWords;
  onBack: () => void;
  /** There is nothing to save, and the person has seen it. */
  onNothing: (review: BulkReview) => void;
  onApply: (review: BulkReview) => void;
}

function rowsOf({ plans }: BulkReview, storefronts: readonly Storefront[]): ChangeRow[] {
  const byId = new Map(storefronts.map((storefront) => [storefront.id, storefront]));
  return plans.flatMap(({ channelId, before, changes }) => {
    const storefront = byId.get(channelId);
    if (storefront === undefined) return [];
    return presentFields(changes).map((field) => ({
      storefront,
      field,
      before: before[field],
      after: changes[field],
    }));
  });
}

type ReviewProps = ReviewStepProps & { review: BulkReview; sourceName: string };

/** All that would be written, and what there is to know about it. */
function Review(props: ReviewProps) {
  const { review, sourceName, storefronts, global, words, onBack, onNothing, onApply } = props;
  const t = useTranslations('bulk');
  const { groups } = useStoreReads();
  const warnings = useGroupWarnings({ plans: review.plans, global, groups: groups.list });
  const rows = useMemo(() => rowsOf(review, storefronts), [review, storefronts]);
  const nothing = rows.length === 0;

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (warnings.mayProceed()) onApply(review);
  }

  return (
    <BulkForm noValidate onSubmit={submit}>
      <PageColumn>
        <StepHeading
          step={2}
          title={t('review.title', { count: rows.length })}
          detail={
            nothing
              ? t(
                  review.same.length === storefronts.length && review.notCopied.length === 0
                    ? 'review.nothingDetail'
                    : 'review.nothingPossible',
                )
              : t('review.detail', { storefronts: review.plans.length })
          }
        />
        <StepParts>
          <GroupWarningsNotices warnings={warnings} words={words} />
          {!nothing && (
            <Panel marginBottom="none" header={t('review.table')}>
              <ChangeTable rows={rows} words={words} />
            </Panel>
          )}
          <ReviewNotes review={review} storefronts={storefronts} sourceName={sourceName} words={words} />
        </StepParts>
      </PageColumn>
      <StepBar>
        <Button type="button" variant="subtle" mobileWidth="auto" onClick={onBack}>
          {t('back')}
        </Button>
        {nothing ? (
          <Button type="button" variant="primary" mobileWidth="auto" onClick={() => onNothing(review)}>
            {t('result.done')}
          </Button>
        ) : (
          <Button type="submit" variant="primary" mobileWidth="auto">
            {t('review.save', { count: review.plans.length })}
          </Button>
        )}
      </StepBar>
    </BulkForm>
  );
}

/** Second step: what would really change, as the storefronts are now. */
export function ReviewStep(props: ReviewStepProps) {
  const { request, storefronts, global, onBack } = props;
  const reads = useStoreReads();
  const channelIds = useMemo(() => storefronts.map(({ id }) => id), [storefronts]);
  const source = request.mode === 'copy' ? request.source : null;
  const { answers, awaited, pausedUntil, retryFailed } = useFreshRead(
    source === null ? channelIds : [...new Set([source, ...channelIds])],
  );
  const [leftOut, setLeftOut] = useState(false);
  const review = useMemo(
    () => reviewBulkChange(request, channelIds, global, answers),
    [request, channelIds, global, answers],
  );
  const sourceName = reads.storefronts.list?.find(({ id }) => id === source)?.name ?? '';
  const sourceError = sourceFailure(request, answers);

  if (awaited > 0)
    return (
      <ReadingProgress
        done={answers.size}
        all={answers.size + awaited}
        pausedUntil={pausedUntil}
        onBack={onBack}
      />
    );
  if (sourceError !== null || (review.unread.length > 0 && !leftOut))
    return (
      <ReadFailures
        unread={review.unread}
        source={sourceError === null ? null : { name: sourceName, error: sourceError }}
        storefronts={storefronts}
        onRetry={retryFailed}
        onLeaveOut={() => setLeftOut(true)}
        onBack={onBack}
      />
    );
  return <Review {...props} review={review} sourceName={sourceName} />;
}
