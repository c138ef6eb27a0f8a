'use client';

import { Button, Checkbox, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { givesDiscounts } from '@/lib/settings/customer-group';
import {
  type CustomerSettings,
  noCustomerGroup,
  type SettingValue,
  type StorefrontField,
} from '@/lib/settings/customer-settings';
import { focusSetting } from '../fields/setting-id';
import { Notice } from '../notices/notice';
import { useGroupBenefits } from './group-benefits';
import { guestConsentId, type GuestGroupConsent } from './use-guest-group-consent';
import type { SettingWords } from './use-setting-words';

interface GroupNotesProps {
  field: StorefrontField;
  value: SettingValue | undefined;
  /** What a storefront inherits, `null` where these are the store's settings. */
  global: CustomerSettings | null;
  words: SettingWords;
  guests: GuestGroupConsent;
  onEdit: (field: StorefrontField, value: SettingValue) => void;
}

const Under = styled.div`
  margin-block-start: ${({ theme }) => theme.spacing.small};
`;

/** A setting names a group that is gone: the choices that are one click away. */
function DeletedGroup({
  field,
  id,
  global,
  onEdit,
}: Pick<GroupNotesProps, 'field' | 'global' | 'onEdit'> & { id: number }) {
  const t = useTranslations('groupNotes');

  function choose(value: number | null) {
    focusSetting(field);
    onEdit(field, value);
  }

  return (
    <Notice
      type="warning"
      title={t('deletedTitle', { id: String(id) })}
      actions={
        <>
          <Button
            type="button"
            variant="secondary"
            mobileWidth="auto"
            onClick={() => choose(noCustomerGroup)}
          >
            {t('useNone')}
          </Button>
          {global !== null && (
            <Button type="button" variant="secondary" mobileWidth="auto" onClick={() => choose(null)}>
              {t('useGlobal')}
            </Button>
          )}
          <Button type="button" variant="subtle" mobileWidth="auto" onClick={() => focusSetting(field)}>
            {t('chooseOther')}
          </Button>
        </>
      }
    >
      <Text marginBottom="none">{t('deletedDetail')}</Text>
    </Notice>
  );
}

/** Every visitor would get a group that changes prices or hides categories: that is asked for twice. */
function GuestConsent({ guests, ofStore }: { guests: GuestGroupConsent; ofStore: boolean }) {
  const t = useTranslations('groupNotes');
  const benefits = useGroupBenefits();
  const { group, given, missing, give } = guests;
  if (group === null) return null;
  const errorId = `${guestConsentId}-error`;
  return (
    <Notice type="warning" title={t('guestTitle')}>
      <Text>{t('guestDetail', { group: group.name, gives: benefits(group), store: String(ofStore) })}</Text>
      <Checkbox
        id={guestConsentId}
        label={t('guestTick')}
        checked={given}
        aria-invalid={missing}
        aria-describedby={missing ? errorId : undefined}
        onChange={(event) => give(event.target.checked)}
      />
      <div role="alert">
        {missing && (
          <Small id={errorId} color="danger50" marginBottom="none">
            {t('guestTickMissing')}
          </Small>
        )}
      </div>
    </Notice>
  );
}

/** What there is to say about the group that a setting names. */
export function GroupNotes(props: GroupNotesProps) {
  const { field, value, global, words, guests, onEdit } = props;
  const t = useTranslations('groupNotes');
  const isGroup = field === 'guestCustomerGroupId' || field === 'defaultCustomerGroupId';
  if (!isGroup || (typeof value !== 'number' && value !== null)) return null;
  const named = typeof value === 'number' ? words.names.nameOf(value) : { kind: 'none' as const };
  const group = typeof value === 'number' ? words.names.find(value) : undefined;
  const told = field === 'guestCustomerGroupId' && guests.group !== null;
  return (
    <Under>
      {named.kind === 'deleted' && (
        <DeletedGroup field={field} id={named.id} global={global} onEdit={onEdit} />
      )}
      {field === 'guestCustomerGroupId' && <GuestConsent guests={guests} ofStore={global === null} />}
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
