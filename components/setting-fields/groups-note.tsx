'use client';

import { Button, Link, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { CustomerGroupsRead } from '../data/use-customer-groups';
import { useOpenedStore } from '../shell/opened-store';

interface GroupsNoteProps {
  groups: CustomerGroupsRead;
}

const Line = styled.div`
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.small};

  > :not(:empty) {
    margin-block-start: ${({ theme }) => theme.spacing.medium};
  }
`;

/** A note that groups are missing from the pickers, and why. A store may have none at all. */
export function GroupsNote({ groups }: GroupsNoteProps) {
  const t = useTranslations('groups');
  const { controlPanelOrigin } = useOpenedStore();
  const loading = groups.reading && !groups.list.complete;
  const none = groups.list.complete && groups.list.groups.length === 0;
  return (
    <Line>
      <div role="status">
        {(groups.failed || loading) && (
          <Text marginBottom="none">{groups.failed ? t('failed') : t('loading')}</Text>
        )}
      </div>
      {none && (
        <Text marginBottom="none">
          {t('noneHere')}{' '}
          <Link href={`${controlPanelOrigin}/manage/customers`} target="_top">
            {t('manage')}
          </Link>
        </Text>
      )}
      {groups.failed && (
        <Button type="button" variant="secondary" mobileWidth="auto" onClick={groups.readAgain}>
          {t('retry')}
        </Button>
      )}
    </Line>
  );
}
