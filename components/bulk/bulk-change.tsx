'use client';

import { useState } from 'react';
import { firstChoices } from '@/lib/settings/bulk-choices';
import type { CustomerSettings, StorefrontField } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { useSettingWords } from '../settings/use-setting-words';
import { useStoreReads } from '../store-reads';
import { ApplyStep } from './apply-step';
import type { BulkReview } from './bulk-review';
import { isUnfinished, needsReview, type SaveState } from './bulk-run';
import { type BulkRequest, ChooseStep } from './choose-step';
import { ResultStep } from './result-step';
import { ReviewStep } from './review-step';
import { useBulkRun } from './use-bulk-run';

interface BulkChangeProps {
  /** Those that are to be changed. */
  storefronts: Storefront[];
  /** What storefronts inherit. */
  global: CustomerSettings;
  onClose: () => void;
}

function withoutSaves({ same, unread }: BulkReview): Map<number, SaveState> {
  return new Map<number, SaveState>([
    ...same.map((channelId) => [channelId, { kind: 'same' }] as const),
    ...unread.map(({ channelId, error }) => [channelId, { kind: 'unread', error }] as const),
  ]);
}

function missingIn({ all }: BulkReview): [number, StorefrontField[]][] {
  return all
    .filter(({ missing }) => missing.length > 0)
    .map(({ channelId, missing }) => [channelId, missing]);
}

/** Changes many storefronts at once: choose, review, save, and see what became of each. */
export function BulkChange({ storefronts, global, onClose }: BulkChangeProps) {
  const { groups } = useStoreReads();
  const words = useSettingWords(groups.list, global);
  const run = useBulkRun();
  const [step, setStep] = useState<'choose' | 'review' | 'apply'>('choose');
  const [request, setRequest] = useState<BulkRequest>(() => ({
    mode: 'set',
    choices: firstChoices(global),
    source: null,
  }));
  /** Those that are reviewed: at first all, later those that are to be tried again. */
  const [reviewed, setReviewed] = useState<readonly Storefront[]>(storefronts);
  const [missing, setMissing] = useState<ReadonlyMap<number, StorefrontField[]>>(new Map());

  function apply(review: BulkReview) {
    setMissing(new Map([...missing, ...missingIn(review)]));
    run.start(review.saves, withoutSaves(review));
    setStep('apply');
  }

  function retry() {
    const left = storefronts.filter(({ id }) => {
      const save = run.saves.get(id);
      return save !== undefined && isUnfinished(save);
    });
    if ([...run.saves.values()].some(needsReview)) {
      setReviewed(left);
      setStep('review');
    } else run.retry();
  }

  if (step === 'choose')
    return (
      <ChooseStep
        count={storefronts.length}
        request={request}
        global={global}
        words={words}
        onChange={setRequest}
        onReview={() => setStep('review')}
        onCancel={onClose}
      />
    );
  if (step === 'review')
    return (
      <ReviewStep
        request={request}
        storefronts={reviewed}
        global={global}
        words={words}
        onBack={() => setStep(run.phase === 'idle' ? 'choose' : 'apply')}
        onNothing={run.phase === 'idle' ? onClose : apply}
        onApply={apply}
      />
    );
  if (run.phase === 'finished')
    return (
      <ResultStep
        storefronts={storefronts}
        run={run}
        missing={missing}
        words={words}
        onRetry={retry}
        onDone={onClose}
      />
    );
  return <ApplyStep storefronts={storefronts} run={run} onStop={run.stop} />;
}
