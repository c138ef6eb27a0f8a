'use client';

import { type ReactNode, useState } from 'react';
import type { CustomerSettings, SettingField } from '@/lib/settings/customer-settings';
import { toNote } from '@/lib/settings/change';
import type { RestorableChange } from '@/lib/settings/restore';
import { useSettingWords } from '../setting-fields/use-setting-words';
import { useStoreReads } from '../data/store-reads';
import { useRefusedReason } from '../data/use-app-settings';
import { ApplyStep } from './apply-step';
import type { BulkReview } from './bulk-review';
import { type BulkSave, isUnfinished, needsReview, type SaveState } from './bulk-save';
import type { NamedScope, Proposal } from './proposal';
import { ResultStep } from './result-step';
import { ReviewStep } from './review-step';
import { useBulkRun } from './use-bulk-run';

interface ReviewAndSaveProps {
  proposal: Proposal;
  /** The global settings, which storefronts inherit. */
  global: CustomerSettings;
  /** From the review to where the proposal was made. */
  onBack: () => void;
  onClose: () => void;
  /** Why, as typed. The caller holds it, so that it outlasts a step back. */
  reason: string;
  onReason: (reason: string) => void;
  /** Renders the undo of everything that was saved, in place of the page. Its reason is the one of the saves. */
  renderUndo: (undo: UndoneRun) => ReactNode;
}

/** The saved run that is to be undone. */
interface UndoneRun {
  changes: readonly RestorableChange[];
  reason: string;
  onBack: () => void;
}

function withoutSaves({ same, unread }: BulkReview): Map<number | null, SaveState> {
  return new Map<number | null, SaveState>([
    ...same.map((channelId) => [channelId, { kind: 'same' }] as const),
    ...unread.map(({ channelId, error }) => [channelId, { kind: 'unread', error }] as const),
  ]);
}

function missingIn({ all }: BulkReview): [number | null, SettingField[]][] {
  return all
    .filter(({ missing }) => missing.length > 0)
    .map(({ channelId, missing }) => [channelId, missing]);
}

function withNote(saves: readonly BulkSave[], note: string | undefined): BulkSave[] {
  return saves.map((save) => ({ ...save, ...(note === undefined ? {} : { note }) }));
}

/** Reviews a proposal, saves it, shows the result for each scope, and offers to undo it. */
export function ReviewAndSave(props: ReviewAndSaveProps) {
  const { proposal, global, reason, onReason, onBack, onClose, renderUndo } = props;
  const { groups } = useStoreReads();
  const words = useSettingWords(groups.list, global);
  const run = useBulkRun(proposal.source);
  useRefusedReason(run.endedBy?.error ?? null);
  const [reviewing, setReviewing] = useState(true);
  const [undoing, setUndoing] = useState(false);
  /** Those that are reviewed: at first all, later those that are to be tried again. */
  const [reviewed, setReviewed] = useState<readonly NamedScope[]>(proposal.scopes);
  const [missing, setMissing] = useState<ReadonlyMap<number | null, SettingField[]>>(new Map());

  function apply(review: BulkReview) {
    setMissing(new Map([...missing, ...missingIn(review)]));
    run.start(withNote(review.saves, toNote(reason)), withoutSaves(review));
    setReviewing(false);
  }

  function retry() {
    const left = proposal.scopes.filter(({ id }) => {
      const save = run.saves.get(id);
      return save !== undefined && isUnfinished(save);
    });
    if ([...run.saves.values()].some(needsReview)) {
      setReviewed(left);
      setReviewing(true);
    } else run.retry();
  }

  if (undoing) {
    const changes = run.done.map(({ changeId, ...change }) => ({ ...change, id: changeId }));
    return renderUndo({ changes, reason, onBack: () => setUndoing(false) });
  }
  if (reviewing)
    return (
      <ReviewStep
        proposal={proposal}
        scopes={reviewed}
        global={global}
        words={words}
        reason={reason}
        onReason={onReason}
        onBack={run.phase === 'idle' ? onBack : () => setReviewing(false)}
        onNothing={run.phase === 'idle' ? onClose : apply}
        onApply={apply}
      />
    );
  if (run.phase === 'finished')
    return (
      <ResultStep
        source={proposal.source}
        storefronts={proposal.scopes}
        run={run}
        missing={missing}
        words={words}
        onRetry={retry}
        onUndo={() => setUndoing(true)}
        onDone={onClose}
      />
    );
  return <ApplyStep storefronts={proposal.scopes} run={run} onStop={run.stop} />;
}
