'use client';

import { Panel, Radio } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { noCustomerGroup } from '@/lib/settings/customer-settings';
import { CustomerGroupField } from '../setting-fields/customer-group-field';
import type { SettingWords } from '../setting-fields/use-setting-words';

/** A group that is named somewhere and that this store does not have. */
export interface MissingGroup {
  id: number;
  name: string;
}

interface GroupReplacementProps {
  group: MissingGroup;
  /** `null` where the settings that name it are left out. */
  replacement: number | null;
  words: SettingWords;
  onChange: (replacement: number | null) => void;
}

const Choices = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.small};
  max-width: ${({ theme }) => theme.helpers.remCalc(640)};
`;

/** What to do with the settings that name a group which this store does not have. */
export function GroupReplacement({ group, replacement, words, onChange }: GroupReplacementProps) {
  const t = useTranslations('missingGroup');
  const id = `replace-group-${group.id}`;
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
            onChange={() => onChange(noCustomerGroup)}
          />
        </Choices>
        {replacement !== null && (
          <CustomerGroupField
            id={id}
            label={t('other', { name: group.name })}
            help={t('otherHelp')}
            error={undefined}
            value={replacement}
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
