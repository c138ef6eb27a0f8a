'use client';

import { Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { usePlace } from '../shell/place-context';
import { ActionButton } from '../ui/action-button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { PageColumn } from '../ui/page-column';
import { useUnsavedGuard } from '../ui/use-unsaved-guard';
import { VisuallyHidden } from '../ui/visually-hidden';
import { StepBar, StepForm, StepHeading, StepParts } from './step-layout';
import type { BulkRunState } from './bulk-run';
import { PauseNotice } from '../failures/pause-notice';
import { ProgressBar } from '../ui/progress-bar';
import { countScopes, type NamedScope } from './proposal';
import { SaveStates } from './save-states';

interface ApplyStepProps {
  storefronts: readonly NamedScope[];
  run: BulkRunState;
  onStop: () => void;
}

/** Said aloud a few times only, however many storefronts there are. */
const announcedSteps = 4;

/** A shorter time left is not shown. Milliseconds. */
const shortestTimeLeftMs = 60_000;

function useAnnouncement({ phase, round, pause }: BulkRunState): string {
  const t = useTranslations('bulk');
  if (phase === 'stopping') return t('apply.stoppingDetail');
  if (pause !== null) return t('pause.once', { reason: pause.reason });
  const step = round.all < announcedSteps ? 0 : Math.floor((announcedSteps * round.done) / round.all);
  return step === 0 ? '' : t('apply.percent', { percent: (100 * step) / announcedSteps });
}

/**
 * Asks before the user leaves while storefronts are saved: leaving stops the saves that have not begun, and closes the
 * list of results.
 *
 * @returns the dialog, `null` while there is nothing to ask
 */
function useLeaveGuard(): ReactNode {
  const t = useTranslations('bulk.leave');
  const { guard } = usePlace();
  const [leave, setLeave] = useState<(() => void) | null>(null);

  useEffect(() => guard((goOn) => setLeave(() => goOn)), [guard]);

  if (leave === null) return null;
  return (
    <ConfirmDialog
      title={t('title')}
      detail={t('detail')}
      stay={{ text: t('stay'), onClick: () => setLeave(null) }}
      goOn={{ text: t('leave'), onClick: leave }}
    />
  );
}

/** Third step: the storefronts are saved, and each shows how far it is. */
export function ApplyStep({ storefronts, run, onStop }: ApplyStepProps) {
  const t = useTranslations('bulk');
  const { done, all } = run.round;
  const stopping = run.phase === 'stopping';
  const text = t('apply.done', { done, all });
  const announcement = useAnnouncement(run);
  const timeLeftMs = run.phase === 'running' ? run.timeLeftMs : null;
  const leaveDialog = useLeaveGuard();
  const { store } = countScopes(storefronts.map(({ id }) => id));
  useUnsavedGuard(true);
  return (
    <StepForm as="div">
      <PageColumn>
        <StepHeading step={3} title={t('apply.title', { count: all, store })} detail={t('apply.detail')} />
        <StepParts>
          {run.pause !== null && <PauseNotice {...run.pause} />}
          <Panel marginBottom="none" header={t('apply.progressTitle')}>
            <Text marginBottom="xSmall">{stopping ? t('apply.stoppingDone', { done, all }) : text}</Text>
            {timeLeftMs !== null && timeLeftMs >= shortestTimeLeftMs && (
              <Text color="secondary60" marginBottom="xSmall">
                {t('apply.timeLeft', { minutes: Math.ceil(timeLeftMs / 60_000) })}
              </Text>
            )}
            <ProgressBar label={t('apply.progress')} done={done} all={all} text={text} />
          </Panel>
          <Panel marginBottom="none" header={t('apply.states')}>
            <SaveStates storefronts={storefronts} saves={run.saves} />
          </Panel>
        </StepParts>
        <VisuallyHidden role="status">{announcement}</VisuallyHidden>
        {leaveDialog}
      </PageColumn>
      <StepBar>
        <ActionButton
          type="button"
          variant="secondary"
          label={t('apply.stop')}
          busyLabel={t('apply.stopping')}
          off={false}
          busy={stopping}
          onClick={onStop}
        />
      </StepBar>
    </StepForm>
  );
}
