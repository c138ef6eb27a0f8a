'use client';

import { useMemo, useState } from 'react';
import { firstChoices, withChoice } from '@/lib/settings/bulk-choices';
import type { CustomerSettings, SettingField } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { useSettingWords } from '../setting-fields/use-setting-words';
import { RestoreChanges } from '../change-run/restore-changes';
import { useStoreReads } from '../data/store-reads';
import { bulkProposal } from './bulk-proposal';
import { type BulkRequest, ChooseStep } from './choose-step';
import { ReviewAndSave } from '../change-run/review-and-save';
import { StepsProvider } from '../change-run/step-layout';

interface BulkChangeProps {
  /** Those that are to be changed. */
  storefronts: Storefront[];
  /** Where given, it begins with the review of their reset to the store's value of this setting. */
  reset?: SettingField;
  /** The global settings, which storefronts inherit. */
  global: CustomerSettings;
  onClose: () => void;
}

/** Changes many storefronts at once: choose, review, save, and see what became of each. */
export function BulkChange({ storefronts, reset, global, onClose }: BulkChangeProps) {
  const { groups, storefronts: all } = useStoreReads();
  const words = useSettingWords(groups.list, global);
  const [choosing, setChoosing] = useState(reset === undefined);
  const [reason, setReason] = useState('');
  const [request, setRequest] = useState<BulkRequest>(() => ({
    mode: 'set',
    choices: reset === undefined ? firstChoices(global) : withChoice(firstChoices(global), reset, 'inherit'),
    source: null,
  }));
  const proposal = useMemo(
    () =>
      bulkProposal(
        request,
        storefronts,
        global,
        (channelId) => all.list?.find(({ id }) => id === channelId)?.name ?? String(channelId),
      ),
    [request, storefronts, global, all.list],
  );

  if (choosing)
    return (
      <ChooseStep
        count={storefronts.length}
        request={request}
        global={global}
        words={words}
        onChange={setRequest}
        onReview={() => setChoosing(false)}
        onCancel={onClose}
      />
    );
  return (
    <StepsProvider value={{ withoutChoice: reset !== undefined }}>
      <ReviewAndSave
        proposal={proposal}
        global={global}
        reason={reason}
        onReason={setReason}
        onBack={reset === undefined ? () => setChoosing(true) : onClose}
        onClose={onClose}
        renderUndo={(undone) => (
          <RestoreChanges {...undone} global={global} onClose={onClose} scopes={storefronts} />
        )}
      />
    </StepsProvider>
  );
}
