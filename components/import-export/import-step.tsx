'use client';

import { Checkbox, Panel, Text } from '@bigcommerce/big-design';
import { useFormatter, useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';
import { type FileMapping, groupsOfFile } from '@/lib/settings-file/map-settings-file';
import type { SettingsFile, StorefrontInFile } from '@/lib/settings-file/settings-file';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { ReviewBar, StepForm, StepHeading, StoppedNotice } from '../change-run/step-layout';
import { NameList } from '../change-run/name-list';
import { readerTimeZone } from '../ui/day';
import { PageColumn } from '../ui/page-column';
import { focusOpenReplacement, GroupReplacement, type MissingGroup } from '../change-run/group-replacement';
import { GroupsNote } from '../setting-fields/groups-note';
import { type SettingWords, useSettingWords } from '../setting-fields/use-setting-words';
import { useStoreReads } from '../data/store-reads';
import type { ImportChoices } from './import-settings';
import { UnmatchedStorefronts } from './unmatched-storefronts';

interface ImportStepProps {
  file: SettingsFile;
  global: CustomerSettings;
  /** The mapping by ids and names. */
  found: FileMapping;
  /** The mapping with the user's choices. */
  mapping: FileMapping;
  choices: ImportChoices;
  onChange: (choices: ImportChoices) => void;
  onReview: () => void;
  onCancel: () => void;
}

type Fault = 'nothing' | 'twice' | 'reading';

/** Finds the fault that prevents the review. */
function faultOf({ mapping, choices }: ImportStepProps, groupsComplete: boolean): Fault | null {
  const here = [...mapping.storefronts.values()].filter((id) => id !== null);
  if (!groupsComplete && mapping.groups.size > 0) return 'reading';
  if (new Set(here).size < here.length) return 'twice';
  return here.length === 0 && !choices.withGlobal ? 'nothing' : null;
}

/** Storefronts of the file with those of this store that get their settings. */
function Matched({ matched, mapping }: { matched: readonly StorefrontInFile[]; mapping: FileMapping }) {
  const t = useTranslations('settingsFile');
  const { storefronts } = useStoreReads();
  if (matched.length === 0) return null;
  const title = t('matched', { count: matched.length });
  const here = matched.map(({ id, name }) => {
    const target = mapping.storefronts.get(id) ?? id;
    return { id: target, name: storefronts.list?.find((one) => one.id === target)?.name ?? name };
  });
  return (
    <Panel header={title}>
      <NameList label={title} storefronts={here} />
    </Panel>
  );
}

interface ImportPartProps {
  file: SettingsFile;
  found: FileMapping;
  choices: ImportChoices;
  onChange: (choices: ImportChoices) => void;
}

/** Groups of the file that this store does not have. None before all groups of the store are known. */
function useMissingGroups({ file, found }: Pick<ImportPartProps, 'file' | 'found'>): MissingGroup[] {
  const t = useTranslations('groups');
  const { groups } = useStoreReads();
  if (!groups.list.complete) return [];
  return groupsOfFile(file)
    .filter(({ id }) => typeof found.groups.get(id) !== 'number')
    .map(({ id, name }) => ({ id, name: name === '' ? t('unnamed', { id }) : name }));
}

interface MissingGroupsProps extends Pick<ImportPartProps, 'choices' | 'onChange'> {
  missing: readonly MissingGroup[];
  /** Whether the person tried to go on. */
  asked: boolean;
  words: SettingWords;
}

/** Each group that this store does not have, with what is to stand in its place. */
function MissingGroups({ missing, choices, asked, words, onChange }: MissingGroupsProps) {
  const t = useTranslations();
  const { groups } = useStoreReads();
  return (
    <>
      <GroupsNote groups={groups} />
      {missing.length > 0 && <Text>{t('settingsFile.missingGroups', { count: missing.length })}</Text>}
      {missing.map((group) => (
        <GroupReplacement
          key={group.id}
          group={group}
          replacement={choices.groups.get(group.id) ?? null}
          asked={asked}
          words={words}
          onChange={(here) =>
            onChange({ ...choices, groups: new Map([...choices.groups, [group.id, here]]) })
          }
        />
      ))}
    </>
  );
}

/** Storefronts of the file: those whose place is to be chosen, and those whose place is known. */
function FileStorefronts({
  file,
  found,
  mapping,
  choices,
  onChange,
}: ImportPartProps & { mapping: FileMapping }) {
  const { storefronts } = useStoreReads();
  const isMatched = ({ id }: StorefrontInFile) => typeof found.storefronts.get(id) === 'number';
  return (
    <>
      <UnmatchedStorefronts
        unmatched={file.storefronts.filter((one) => !isMatched(one))}
        list={storefronts.list ?? []}
        mapping={mapping.storefronts}
        onChoose={(id, here) =>
          onChange({ ...choices, storefronts: new Map([...choices.storefronts, [id, here]]) })
        }
      />
      <Matched matched={file.storefronts.filter(isMatched)} mapping={mapping} />
    </>
  );
}

/** First step of an import: what the file holds, and what of this store its storefronts and groups stand for. */
export function ImportStep(props: ImportStepProps) {
  const { file, global, found, mapping, choices, onChange, onReview, onCancel } = props;
  const t = useTranslations('settingsFile');
  const format = useFormatter();
  const { groups } = useStoreReads();
  const words = useSettingWords(groups.list, global);
  // A new object at each attempt to go on.
  const [attempt, setAttempt] = useState<{ fault: Fault | null } | null>(null);
  const missing = useMissingGroups(props);
  const fault = faultOf(props, groups.list.complete);
  const parts: ImportPartProps = { file, found, choices, onChange };

  function submit(event: SubmitEvent) {
    event.preventDefault();
    setAttempt({ fault });
    if (fault === null && !focusOpenReplacement(missing, choices.groups)) onReview();
  }

  return (
    <StepForm noValidate onSubmit={submit}>
      <PageColumn>
        <StepHeading
          step={1}
          title={t('importFrom', { name: file.store.name === '' ? file.store.hash : file.store.name })}
          detail={t('importFromDetail', {
            date: format.dateTime(file.exportedAt, {
              dateStyle: 'long',
              timeStyle: 'short',
              timeZone: readerTimeZone,
            }),
          })}
        />
        <StoppedNotice
          attempt={attempt}
          title={fault !== null && fault === attempt?.fault ? t(`stopped.${fault}`) : null}
          detail={t('nothingImported')}
        />
        {file.global !== null && (
          <Panel header={t('global')}>
            <Checkbox
              label={t('importGlobal')}
              checked={choices.withGlobal}
              onChange={() => onChange({ ...choices, withGlobal: !choices.withGlobal })}
            />
          </Panel>
        )}
        <MissingGroups {...parts} missing={missing} asked={attempt !== null} words={words} />
        <FileStorefronts {...parts} mapping={mapping} />
      </PageColumn>
      <ReviewBar onCancel={onCancel} />
    </StepForm>
  );
}
