'use client';

import { Radio, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { type BulkChoices, choiceOf, type ChoiceKind } from '@/lib/settings/bulk-choices';
import {
  type CustomerSettings,
  isInheritable,
  type SettingValue,
  type SettingField,
} from '@/lib/settings/customer-settings';
import { settingFault } from '@/lib/settings/validation';
import { CustomerGroupField } from '../setting-fields/customer-group-field';
import { ChoiceField } from '../setting-fields/choice-field';
import { MissingField } from '../ui/missing-field';
import { SwitchField } from '../ui/switch-field';
import { TextField } from '../ui/text-field';
import { useGroupBenefits } from '../setting-fields/group-benefits';
import type { SettingWords } from '../setting-fields/use-setting-words';

interface SettingChoiceProps {
  field: SettingField;
  choices: BulkChoices;
  global: CustomerSettings;
  words: SettingWords;
  error: string | undefined;
  onChoose: (kind: ChoiceKind) => void;
  onValue: (value: SettingValue) => void;
  /** Called when the person leaves the field with a value that cannot be saved. */
  onFault: (message: string) => void;
}

const Choices = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
  margin-block-start: ${({ theme }) => theme.spacing.xSmall};
`;

/** In line with the words of the choice that it belongs to. */
const Value = styled.div`
  margin-block-start: ${({ theme }) => theme.spacing.xSmall};
  margin-inline-start: ${({ theme }) => theme.spacing.xxLarge};
`;

/** The id of the control that a bulk change sets a setting with. */
export function bulkSettingId(field: SettingField): string {
  return `bulk-${field}`;
}

/** The group's benefits, as far as they are known. */
function Benefits({ id, words }: { id: number; words: SettingWords }) {
  const benefits = useGroupBenefits();
  const group = words.names.groups.find((candidate) => candidate.id === id);
  return group === undefined ? null : <Small marginBottom="none">{benefits(group)}</Small>;
}

function ValueControl(props: SettingChoiceProps) {
  const { field, choices, words, error, onValue, onFault } = props;
  const t = useTranslations();
  const value = choices.values[field];
  const common = {
    id: bulkSettingId(field),
    label: t('bulk.choose.newValue'),
    help: t(`settings.${field}.help`),
    error,
    onChange: onValue,
  };

  function validate(typed: string) {
    const fault = settingFault(field, typed.trim());
    if (fault !== null) onFault(t(`validation.${fault}`));
  }

  if (!isInheritable(field)) return <ChoiceField {...common} field={field} value={value === true} />;
  if (typeof value === 'boolean')
    return <SwitchField {...common} label={words.label(field)} checked={value} />;
  if (typeof value === 'number')
    return (
      <>
        <CustomerGroupField
          {...common}
          value={value}
          groups={words.names.groups}
          groupName={words.groupName}
          groupGives={words.groupGives}
        />
        <Benefits id={value} words={words} />
      </>
    );
  return <TextField {...common} value={value ?? ''} onBlur={validate} />;
}

/** One setting of a bulk change: whether it changes, and to what. */
export function SettingChoice(props: SettingChoiceProps) {
  const { field, choices, global, words, onChoose } = props;
  const t = useTranslations();
  const label = words.label(field);
  if (isInheritable(field) && global[field] === undefined)
    return <MissingField id={bulkSettingId(field)} label={label} help={t(`settings.${field}.help`)} />;

  const chosen = choiceOf(choices, field);
  const radio = (kind: ChoiceKind, text: string) => (
    <Radio
      name={`${bulkSettingId(field)}-choice`}
      label={text}
      checked={chosen === kind}
      onChange={() => onChoose(kind)}
    />
  );
  return (
    <div role="group" aria-label={label}>
      <Text bold marginBottom="none">
        {label}
      </Text>
      <Choices role="radiogroup" aria-label={label}>
        {radio('leave', t('bulk.choose.leave'))}
        {isInheritable(field) &&
          radio('inherit', t('bulk.choose.inherit', { value: words.text(field, global[field]) }))}
        {radio('set', t('bulk.choose.set'))}
      </Choices>
      {chosen === 'set' && (
        <Value>
          <ValueControl {...props} />
        </Value>
      )}
    </div>
  );
}
