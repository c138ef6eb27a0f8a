'use client';

import { Panel, Radio } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useEffect, useState } from 'react';
import styled from 'styled-components';
import { type BulkChoices, choiceFaults, withChoice, withValue } from '@/lib/settings/bulk-choices';
import {
  type CustomerSettings,
  inheritableFields,
  type SettingField,
} from '@/lib/settings/customer-settings';
import { PageColumn } from '../ui/page-column';
import { GroupsNote } from '../setting-fields/groups-note';
import { SettingSlot, SettingsPanels } from '../setting-fields/settings-panels';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { useStoreReads } from '../data/store-reads';
import { ReviewBar, StepForm, StepHeading, StoppedNotice } from '../change-run/step-layout';
import { CopySource, copySourceId } from './copy-source';
import { bulkSettingId, SettingChoice } from './setting-choice';

/** All that is chosen in the first step. It outlives a look at the review. */
export interface BulkRequest {
  mode: 'set' | 'copy';
  choices: BulkChoices;
  /** The storefront to copy from, `null` while none is chosen. */
  source: number | null;
}

interface ChooseStepProps {
  /** How many storefronts are to be changed. */
  count: number;
  request: BulkRequest;
  global: CustomerSettings;
  words: SettingWords;
  onChange: (request: BulkRequest) => void;
  onReview: () => void;
  onCancel: () => void;
}

interface Faults {
  fields: Partial<Record<SettingField, string>>;
  nothing: boolean;
  source: boolean;
}

const noFaults: Faults = { fields: {}, nothing: false, source: false };

const Modes = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.small};
`;

function useFaults({ mode, choices, source }: BulkRequest): () => Faults {
  const t = useTranslations('validation');
  return () => {
    if (mode === 'copy') return { ...noFaults, source: source === null };
    const { nothingChosen, fields } = choiceFaults(choices);
    const told: Faults['fields'] = {};
    for (const [field, fault] of Object.entries(fields)) told[field as SettingField] = t(fault);
    return { ...noFaults, nothing: nothingChosen, fields: told };
  };
}

/** The control that the person has to look at next, if any. */
function faultyControl({ fields, source }: Faults): string | null {
  const field = inheritableFields.find((candidate) => fields[candidate] !== undefined);
  if (field !== undefined) return bulkSettingId(field);
  return source ? copySourceId : null;
}

function isFaulty(faults: Faults): boolean {
  return faults.nothing || faultyControl(faults) !== null;
}

type ModeOption = [mode: BulkRequest['mode'], label: string, description: string];

/** Whether values are chosen, or copied from a storefront. */
function ModeChoice({
  mode,
  onMode,
}: {
  mode: BulkRequest['mode'];
  onMode: (mode: BulkRequest['mode']) => void;
}) {
  const t = useTranslations('bulk.choose');
  const options: ModeOption[] = [
    ['set', t('settings'), t('settingsDetail')],
    ['copy', t('copy'), t('copyDetail')],
  ];
  return (
    <Panel header={t('how')}>
      <Modes role="radiogroup" aria-label={t('how')}>
        {options.map(([value, label, description]) => (
          <Radio
            key={value}
            name="bulk-mode"
            label={label}
            description={description}
            checked={mode === value}
            onChange={() => onMode(value)}
          />
        ))}
      </Modes>
    </Panel>
  );
}

interface ValuesProps extends Pick<ChooseStepProps, 'global' | 'words'> {
  request: BulkRequest;
  faults: Faults;
  onChange: (changed: Partial<BulkRequest>) => void;
  onFault: (field: SettingField, message: string) => void;
}

/** The source of the new values: another storefront, or the fields of this step. */
function Values({ request, faults, global, words, onChange, onFault }: ValuesProps) {
  const { groups, storefronts } = useStoreReads();
  const { mode, choices, source } = request;
  const t = useTranslations('bulk');
  if (mode === 'copy')
    return (
      <CopySource
        storefronts={storefronts.list}
        chosen={source}
        error={faults.source ? t('source.missing') : undefined}
        onChoose={(channelId) => onChange({ source: channelId })}
      />
    );
  return (
    <SettingsPanels
      ofStorefront
      renderField={(field) => (
        <SettingSlot key={field}>
          <SettingChoice
            field={field}
            choices={choices}
            global={global}
            words={words}
            error={faults.fields[field]}
            onChoose={(kind) => onChange({ choices: withChoice(choices, field, kind) })}
            onValue={(value) => onChange({ choices: withValue(choices, field, value) })}
            onFault={(message) => onFault(field, message)}
          />
        </SettingSlot>
      )}
      groupsNote={<GroupsNote groups={groups} />}
    />
  );
}

/** First step: which settings change, and to what. */
export function ChooseStep(props: ChooseStepProps) {
  const { count, request, global, words, onChange, onReview, onCancel } = props;
  const t = useTranslations('bulk');
  const [faults, setFaults] = useState(noFaults);
  // A new object at each attempt to go on, so that the focus goes there again.
  const [focus, setFocus] = useState<{ control: string | null }>({ control: null });
  const findFaults = useFaults(request);

  useEffect(() => {
    if (focus.control !== null) document.getElementById(focus.control)?.focus();
  }, [focus]);

  function change(changed: Partial<BulkRequest>) {
    if (isFaulty(faults)) setFaults(noFaults);
    onChange({ ...request, ...changed });
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const found = findFaults();
    setFaults(found);
    setFocus({ control: faultyControl(found) });
    if (!isFaulty(found)) onReview();
  }

  return (
    <StepForm noValidate onSubmit={submit}>
      <PageColumn>
        <StepHeading step={1} title={t('choose.title', { count })} detail={t('choose.detail')} />
        <StoppedNotice
          attempt={focus}
          title={faults.nothing ? t('choose.nothing') : null}
          detail={t('choose.nothingDetail')}
        />
        <ModeChoice mode={request.mode} onMode={(mode) => change({ mode })} />
        <Values
          request={request}
          faults={faults}
          global={global}
          words={words}
          onChange={change}
          onFault={(field, message) => setFaults({ ...noFaults, fields: { [field]: message } })}
        />
      </PageColumn>
      <ReviewBar onCancel={onCancel} />
    </StepForm>
  );
}
