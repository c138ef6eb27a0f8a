'use client';

import { useMemo, useState } from 'react';
import { firstChoices } from '@/lib/settings/bulk-choices';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { useSettingWords } from '../setting-fields/use-setting-words';
import { RestoreChanges } from '../change-run/restore-changes';
import { useStoreReads } from '../data/store-reads';
import { bulkProposal } from './bulk-proposal';
import { type BulkRequest, ChooseStep } from './choose-step';
import { ReviewAndSave } from '../change-run/review-and-save';

interface BulkChangeProps {
  /** Those that are to be changed. */
  storefronts: Storefront[];
  /** What storefronts inherit. */
  global: CustomerSettings;
  onClose: () => void;
}

/** Changes many storefronts at once: choose, review, save, and see what became of each. */
export function BulkChange({ storefronts, global, onClose }: BulkChangeProps) {
  const { groups, storefronts: all } = useStoreReads();
  const words = useSettingWords(groups.list, global);
  const [choosing, setChoosing] = useState(true);
  const [reason, setReason] = useState('');
  const [request, setRequest] = useState<BulkRequest>(() => ({
    mode: 'set',
    choices: firstChoices(global),
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
    <ReviewAndSave
      proposal={proposal}
      global={global}
      reason={reason}
      onReason={setReason}
      onBack={() => setChoosing(true)}
      onClose={onClose}
      renderUndo={(undone) => (
        <RestoreChanges {...undone} global={global} onClose={onClose} scopes={storefronts} />
      )}
    />
  );
}
