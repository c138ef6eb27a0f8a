'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import styled from 'styled-components';
import { type SettingField, settingPanels } from '@/lib/settings/customer-settings';
import { FieldColumn } from '../ui/field-frame';
import { Panel } from '../ui/panel';

interface SettingsPanelsProps {
  /** A storefront has settings that a store has not. */
  ofStorefront?: boolean;
  renderField: (field: SettingField) => ReactNode;
  /** Stands under the group fields. */
  groupsNote?: ReactNode;
}

/** A setting with all that is said about it, apart from the next one. */
export const SettingSlot = styled(FieldColumn)`
  & + & {
    margin-block-start: ${({ theme }) => theme.spacing.xLarge};
  }
`;

/** Which settings stand where, both while they load and when they are there. */
export function SettingsPanels({ ofStorefront = false, renderField, groupsNote }: SettingsPanelsProps) {
  const t = useTranslations('settings');
  return settingPanels(ofStorefront).map(({ panel, fields }) => (
    <Panel key={panel} header={t(panel)}>
      {fields.map(renderField)}
      {panel === 'customerGroups' && groupsNote}
    </Panel>
  ));
}
