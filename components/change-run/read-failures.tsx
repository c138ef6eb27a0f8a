'use client';

import { Button, Panel } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { AppError } from '@/lib/errors';
import { PageColumn } from '../ui/page-column';
import { StepBar, StepForm, StepHeading, StepParts } from './step-layout';
import type { BulkReview } from './bulk-review';
import { FailureReason } from '../failures/failure-reason';
import { NameList } from './name-list';
import { countScopes, type NamedScope } from './proposal';

interface ReadFailuresProps {
  unread: BulkReview['unread'];
  /** The storefront to copy from, where it could not be read: there is no going on without it. */
  source: { name: string; error: AppError } | null;
  storefronts: readonly NamedScope[];
  onRetry: () => void;
  onLeaveOut: () => void;
  onBack: () => void;
}

/** Second step, where some storefronts could not be read. */
export function ReadFailures({
  unread,
  source,
  storefronts,
  onRetry,
  onLeaveOut,
  onBack,
}: ReadFailuresProps) {
  const t = useTranslations('bulk');
  const errors = new Map(unread.map(({ channelId, error }) => [channelId, error]));
  const failed = storefronts.filter(({ id }) => errors.has(id));
  const counted = countScopes(failed.length > 0 ? failed.map(({ id }) => id) : [0]);
  const title = t('review.failedTitle', counted);
  return (
    <StepForm as="div">
      <PageColumn>
        <StepHeading
          step={2}
          title={title}
          detail={
            source === null
              ? t('review.failedDetail', { count: failed.length })
              : t('review.sourceFailedDetail', { name: source.name })
          }
        />
        <StepParts>
          <Panel marginBottom="none" header={t('apply.states')}>
            {source !== null && (
              <>
                {source.name} <FailureReason error={source.error} reading />
              </>
            )}
            <NameList
              label={title}
              storefronts={failed}
              renderNote={({ id }) => {
                const error = errors.get(id);
                return error !== undefined && <FailureReason error={error} reading />;
              }}
            />
          </Panel>
        </StepParts>
      </PageColumn>
      <StepBar>
        <Button type="button" variant="subtle" mobileWidth="auto" onClick={onBack}>
          {t('back')}
        </Button>
        {source === null && (
          <Button type="button" variant="secondary" mobileWidth="auto" onClick={onLeaveOut}>
            {t('review.leaveOut', { count: failed.length })}
          </Button>
        )}
        <Button type="button" variant="primary" mobileWidth="auto" onClick={onRetry}>
          {t('review.retry')}
        </Button>
      </StepBar>
    </StepForm>
  );
}
