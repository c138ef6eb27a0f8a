'use client';

import { Button, Checkbox, Panel, Text } from '@bigcommerce/big-design';
import { useFormatter, useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';
import { type FileMapping, groupsOfFile } from '@/lib/settings-file/map-settings-file';
import type { SettingsFile, StorefrontInFile } from '@/lib/settings-file/settings-file';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { BulkForm } from '../change-run/bulk-form';
import { NameList } from '../change-run/name-list';
import { StepBar } from '../change-run/step-bar';
import { StepHeading } from '../change-run/step-heading';
import { Notice } from '../ui/notice';
import { PageColumn } from '../ui/page-column';
import { GroupReplacement } from '../change-run/group-replacement';
import { GroupsNote } from '../setting-fields/groups-note';
import { useSettingWords } from '../setting-fields/use-setting-words';
import { useStoreReads } from '../data/store-reads';
import type { ImportChoices } from './import-settings';
import { UnmatchedStorefronts } from './unmatched-storefronts';

interface ImportStepProps {
  file: SettingsFile;
  global: CustomerSettings;
  /** What follows from ids and names. */
  found: FileMapping;
  /** The same with the person's choices. */
  mapping: FileMapping;
  choices: ImportChoices;
  onChange: (choices: ImportChoices) => void;
  onReview: () => void;
  onCancel: () => void;
}

type Fault = 'nothing' | 'twice' | 'reading';

/** What keeps the review from beginning. */
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

/** First step of an import: what the file holds, and what of this store its storefronts and groups stand for. */
export function ImportStep(props: ImportStepProps) {
  const { file, global, found, mapping, choices, onChange, onReview, onCancel } = props;
  const t = useTranslations();
  const format = useFormatter();
  const { groups, storefronts } = useStoreReads();
  const words = useSettingWords(groups.list, global);
  const [told, setTold] = useState<Fault | null>(null);
  const fault = faultOf(props, groups.list.complete);
  const matched = file.storefronts.filter(({ id }) => typeof found.storefronts.get(id) === 'number');
  const unmatched = file.storefronts.filter(({ id }) => typeof found.storefronts.get(id) !== 'number');
  const missingGroups = groups.list.complete
    ? groupsOfFile(file).filter(({ id }) => typeof found.groups.get(id) !== 'number')
    : [];

  function submit(event: SubmitEvent) {
    event.preventDefault();
    setTold(fault);
    if (fault === null) onReview();
  }

  return (
    <BulkForm noValidate onSubmit={submit}>
      <PageColumn>
        <StepHeading
          step={1}
          title={t('settingsFile.importFrom', {
            name: file.store.name === '' ? file.store.hash : file.store.name,
          })}
          detail={t('settingsFile.importFromDetail', {
            date: format.dateTime(file.exportedAt, { dateStyle: 'long', timeStyle: 'short' }),
          })}
        />
        <div role="alert">
          {told !== null && fault === told && (
            <Notice type="error" title={t(`settingsFile.stopped.${told}`)}>
              <Text>{t('settingsFile.nothingImported')}</Text>
            </Notice>
          )}
        </div>
        {file.global !== null && (
          <Panel header={t('settingsFile.global')}>
            <Checkbox
              label={t('settingsFile.importGlobal')}
              checked={choices.withGlobal}
              onChange={() => onChange({ ...choices, withGlobal: !choices.withGlobal })}
            />
          </Panel>
        )}
        <GroupsNote groups={groups} />
        {missingGroups.length > 0 && (
          <Text>{t('settingsFile.missingGroups', { count: missingGroups.length })}</Text>
        )}
        {missingGroups.map((group) => (
          <GroupReplacement
            key={group.id}
            group={{
              id: group.id,
              name: group.name === '' ? t('groups.unnamed', { id: group.id }) : group.name,
            }}
            replacement={choices.groups.get(group.id) ?? null}
            words={words}
            onChange={(id) => onChange({ ...choices, groups: new Map([...choices.groups, [group.id, id]]) })}
          />
        ))}
        <UnmatchedStorefronts
          unmatched={unmatched}
          list={storefronts.list ?? []}
          mapping={mapping.storefronts}
          onChoose={(id, here) =>
            onChange({ ...choices, storefronts: new Map([...choices.storefronts, [id, here]]) })
          }
        />
        <Matched matched={matched} mapping={mapping} />
      </PageColumn>
      <StepBar>
        <Button type="button" variant="subtle" mobileWidth="auto" onClick={onCancel}>
          {t('bulk.cancel')}
        </Button>
        <Button type="submit" variant="primary" mobileWidth="auto">
          {t('bulk.choose.review')}
        </Button>
      </StepBar>
    </BulkForm>
  );
}
