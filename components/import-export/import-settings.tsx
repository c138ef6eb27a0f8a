'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { type FileMapping, mapSettingsFile, wantedByFile } from '@/lib/settings-file/map-settings-file';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { chosenReplacements, type Replacements } from '../change-run/group-replacement';
import type { NamedScope, Proposal } from '../change-run/proposal';
import { ReviewAndSave } from '../change-run/review-and-save';
import { useOpenedStore } from '../shell/opened-store';
import { RestoreChanges } from '../change-run/restore-changes';
import { useStoreReads } from '../data/store-reads';
import type { ImportedFile } from './import-panel';
import { ImportStep } from './import-step';

interface ImportSettingsProps extends ImportedFile {
  /** The global settings, which storefronts inherit. */
  global: CustomerSettings;
  onClose: () => void;
}

/** The user's choices about a file. */
export interface ImportChoices {
  withGlobal: boolean;
  storefronts: ReadonlyMap<number, number | null>;
  groups: Replacements;
}

const noStorefronts: Storefront[] = [];

function withChoices(found: FileMapping, { storefronts, groups }: ImportChoices): FileMapping {
  return {
    storefronts: new Map([...found.storefronts, ...storefronts]),
    groups: new Map([...found.groups, ...chosenReplacements(groups)]),
  };
}

function importProposal(
  { file, leftOut }: ImportedFile,
  mapping: FileMapping,
  withGlobal: boolean,
  scopesHere: readonly NamedScope[],
): Proposal {
  const wanted = wantedByFile(file, mapping, withGlobal);
  return {
    source: 'import',
    scopes: scopesHere.filter(({ id }) => wanted.has(id)),
    copiedFrom: null,
    want: () => ({ wanted, notCopied: [] }),
    restores: new Map(),
    notRestored: [],
    gone: [],
    leftOutOfFile: leftOut,
  };
}

/** Imports a file: match storefronts and groups, review, save, result. */
export function ImportSettings({ file, leftOut, global, onClose }: ImportSettingsProps) {
  const t = useTranslations('settingsFile');
  const { storeHash } = useOpenedStore();
  const { groups, storefronts } = useStoreReads();
  const list = storefronts.list ?? noStorefronts;
  const [choosing, setChoosing] = useState(true);
  const [reason, setReason] = useState('');
  const [choices, setChoices] = useState<ImportChoices>(() => ({
    withGlobal: file.global !== null,
    storefronts: new Map(),
    groups: new Map(),
  }));
  const found = useMemo(
    () => mapSettingsFile(file, { storeHash, storefronts: list, groups: groups.list.groups }),
    [file, storeHash, list, groups.list],
  );
  const mapping = useMemo(() => withChoices(found, choices), [found, choices]);
  const scopes = useMemo(() => [{ id: null, name: t('global') }, ...list], [list, t]);
  const proposal = useMemo(
    () => importProposal({ file, leftOut }, mapping, choices.withGlobal, scopes),
    [file, leftOut, mapping, choices.withGlobal, scopes],
  );

  if (choosing)
    return (
      <ImportStep
        file={file}
        global={global}
        found={found}
        mapping={mapping}
        choices={choices}
        onChange={setChoices}
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
      renderUndo={(undone) => <RestoreChanges {...undone} {...{ scopes, global, onClose }} />}
    />
  );
}
