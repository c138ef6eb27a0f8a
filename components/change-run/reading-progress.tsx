'use client';

import { Button, Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { PageColumn } from '../ui/page-column';
import { VisuallyHidden } from '../ui/visually-hidden';
import { StepBar, StepForm, StepHeading, StepParts } from './step-layout';
import { PauseNotice } from '../failures/pause-notice';
import { ProgressBar } from '../ui/progress-bar';

interface ReadingProgressProps {
  done: number;
  all: number;
  pausedUntil: number | null;
  onBack: () => void;
}

/** Second step, before there is something to review. */
export function ReadingProgress({ done, all, pausedUntil, onBack }: ReadingProgressProps) {
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
