'use client';

import { Panel, Radio } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { CustomerGroupField } from '../setting-fields/customer-group-field';
import type { SettingWords } from '../setting-fields/use-setting-words';

/** A group that is named somewhere and that this store does not have. */
export interface MissingGroup {
  id: number;
  name: string;
}

/** A group's number; `null` where the settings that name the group are left out; `open` where none is chosen yet. */
type Replacement = number | null | 'open';

export type Replacements = ReadonlyMap<number, Replacement>;

/** The replacements that are chosen. What is open is left out, as nothing may be written for it. */
export function chosenReplacements(replacements: Replacements): ReadonlyMap<number, number | null> {
  return new Map([...replacements].map(([id, here]) => [id, here === 'open' ? null : here]));
}

/** The control of a group's replacement. */
const replacementId = (groupId: number): string => `replace-group-${groupId}`;

/** Moves the focus to the first group whose replacement is still to be chosen. @returns false where there is none */
export function focusOpenReplacement(groups: readonly MissingGroup[], replacements: Replacements): boolean {
  const open = groups.find(({ id }) => replacements.get(id) === 'open');
  if (open !== undefined) document.getElementById(replacementId(open.id))?.focus();
  return open !== undefined;
}

interface GroupReplacementProps {
  group: MissingGroup;
  replacement: Replacement;
  /** Whether the person tried to go on without a choice. */
  asked: boolean;
  words: SettingWords;
  onChange: (replacement: Replacement) => void;
}

const Choices = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.small};
  max-width: ${({ theme }) => theme.helpers.remCalc(640)};
`;

/** The choice for settings that point to a group which this store does not have. */
export function GroupReplacement({ group, replacement, asked, words, onChange }: GroupReplacementProps) {
  const t = useTranslations('missingGroup');
  const id = replacementId(group.id);
  const title = t('title', { name: group.name });
  return (
    <Panel header={title}>
      <Choices>
        <Choices role="radiogroup" aria-label={title}>
          <Radio
            name={`${id}-choice`}
            label={t('leaveOut')}
            checked={replacement === null}
            onChange={() => onChange(null)}
          />
          <Radio
            name={`${id}-choice`}
            label={t('replace')}
            checked={replacement !== null}
            onChange={() => onChange('open')}
          />
        </Choices>
        {replacement !== null && (
          <CustomerGroupField
            id={id}
            label={t('other', { name: group.name })}
            help={t('otherHelp')}
            error={asked && replacement === 'open' ? t('missing') : undefined}
            value={replacement === 'open' ? null : replacement}
            groups={words.names.groups}
            groupName={words.groupName}
            groupGives={words.groupGives}
            onChange={onChange}
          />
        )}
      </Choices>
    </Panel>
  );
}
