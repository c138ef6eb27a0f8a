'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { goneGroupsOf, planRestore, type RestorableChange } from '@/lib/settings/restore';
import type { NamedScope, Proposal } from './proposal';
import { ReviewAndSave } from './review-and-save';
import { StepsProvider } from './step-layout';
import { useSettingWords } from '../setting-fields/use-setting-words';
import { chosenReplacements, type Replacements } from './group-replacement';
import { useStoreReads } from '../data/store-reads';
import { ReplaceGroupsStep } from './replace-groups-step';

interface RestoreChangesProps {
  /** The changes whose values from before are restored, in the order in which they were made. */
  changes: readonly RestorableChange[];
  /** Their scopes by the names of now or, where they are gone, of then. */
  scopes: readonly NamedScope[];
  /** The settings that storefronts inherit. */
  global: CustomerSettings;
  /** The reason that stands in the review at first, where saves are undone that had one. */
  reason?: string;
  onBack: () => void;
  onClose: () => void;
}

const noReplacements: Replacements = new Map();

function useProposal({ changes, scopes }: RestoreChangesProps, replacements: Replacements): Proposal {
  const { groups, storefronts } = useStoreReads();
  const { list } = storefronts;
  return useMemo(() => {
    const { wanted, notRestored, restores } = planRestore(
      changes,
      groups.list,
      chosenReplacements(replacements),
    );
    // While the list of storefronts is not known, no storefront counts as deleted.
    const isThere = ({ id }: NamedScope) => id === null || list === null || list.some((one) => one.id === id);
    const touched = scopes.filter(({ id }) => wanted.has(id));
    const there = touched.filter(isThere);
    return {
      source: 'restore',
      scopes: there,
      copiedFrom: null,
      want: () => ({ wanted, notCopied: [] }),
      restores,
      notRestored: notRestored.filter(({ channelId }) => there.some(({ id }) => id === channelId)),
      gone: touched.filter((scope) => !isThere(scope)).map(({ name }) => name),
      leftOutOfFile: [],
    };
  }, [changes, scopes, groups.list, list, replacements]);
}

/** Restores the values from before some changes: replace deleted groups, review, save, result. */
export function RestoreChanges(props: RestoreChangesProps) {
  const { changes, global, onBack, onClose } = props;
  const t = useTranslations('restore');
  const { groups } = useStoreReads();
  const words = useSettingWords(groups.list, global);
  const [replacements, setReplacements] = useState(noReplacements);
  const [reason, setReason] = useState(props.reason ?? '');
  const [replacing, setReplacing] = useState(true);
  const proposal = useProposal(props, replacements);
  const gone = useMemo(() => goneGroupsOf(changes, groups.list), [changes, groups.list]);

  if (gone.length > 0 && replacing)
    return (
      <ReplaceGroupsStep
        title={t('groupsTitle', { count: gone.length })}
        detail={t('groupsDetail')}
        groups={gone.map((id) => ({ id, name: words.groupName(id) }))}
        replacements={replacements}
        words={words}
        onChange={setReplacements}
        onReview={() => setReplacing(false)}
        onCancel={onBack}
      />
    );
  return (
    <StepsProvider value={{ withoutChoice: gone.length === 0 }}>
      <ReviewAndSave
        proposal={proposal}
        global={global}
        onBack={gone.length === 0 ? onBack : () => setReplacing(true)}
        onClose={onClose}
        reason={reason}
        onReason={setReason}
        renderUndo={(undone) => <RestoreChanges {...props} {...undone} />}
      />
    </StepsProvider>
  );
}
