'use client';

import { Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import styled from 'styled-components';
import { givesDiscounts } from '@/lib/settings/customer-group';
import {
  type CustomerSettings,
  isGroupField,
  type SettingValue,
  type SettingField,
} from '@/lib/settings/customer-settings';
import { lazyComponent } from '../failures/lazy-component';
import type { GuestGroupConsent } from '../setting-fields/use-guest-group-consent';
import type { SettingWords } from '../setting-fields/use-setting-words';

interface GroupNotesProps {
  field: SettingField;
  value: SettingValue | undefined;
  /** The global settings, which a storefront inherits; `null` where these are the store's settings. */
  global: CustomerSettings | null;
  words: SettingWords;
  guests: GuestGroupConsent;
  readOnly: boolean;
  onEdit: (field: SettingField, value: SettingValue) => void;
}

const Under = styled.div`
  margin-block-start: ${({ theme }) => theme.spacing.small};
`;

/** In the tick's place until it is there: a save that needs the tick leads here. */
function UnfinishedConsent({ guests, children }: { guests: GuestGroupConsent; children: ReactNode }) {
  const t = useTranslations('groupNotes');
  const note = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (guests.asked !== null) note.current?.focus();
  }, [guests.asked]);

  return (
    <div ref={note} tabIndex={-1}>
      {guests.asked !== null && <Text marginBottom="none">{t('guestChecking')}</Text>}
      {children}
    </div>
  );
}

/** Seldom needed, and asked for as soon as it is. */
const DeletedGroup = lazyComponent(() => import('./group-problems').then(({ DeletedGroup: note }) => note));
const GuestConsent = lazyComponent(() => import('./guest-consent').then(({ GuestConsent: note }) => note), {
  frame: UnfinishedConsent,
});

/** Notes about the group that a setting points to. */
export function GroupNotes(props: GroupNotesProps) {
  const { field, value, global, words, guests, readOnly, onEdit } = props;
  const t = useTranslations('groupNotes');
  if (!isGroupField(field) || (typeof value !== 'number' && value !== null)) return null;
  const named = typeof value === 'number' ? words.names.nameOf(value) : { kind: 'none' as const };
  const group = typeof value === 'number' ? words.names.find(value) : undefined;
  const told = field === 'guestCustomerGroupId' && guests.named !== null;
  return (
    <Under>
      {named.kind === 'deleted' && (
        <DeletedGroup field={field} id={named.id} global={global} readOnly={readOnly} onEdit={onEdit} />
      )}
      {told && <GuestConsent guests={guests} ofStore={global === null} words={words} />}
      {group !== undefined && !told && (
        <Small marginBottom="none">
          {field === 'defaultCustomerGroupId' && givesDiscounts(group)
            ? t('defaultDetail', { group: group.name, gives: words.groupGives(group.id) })
            : words.groupGives(group.id)}
        </Small>
      )}
    </Under>
  );
}
