'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { CustomerGroupsRead } from '../data/use-customer-groups';

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

/** A note that groups are missing from the pickers, and why. */
export function GroupsNote({ groups }: GroupsNoteProps) {
  const t = useTranslations('groups');
  const loading = groups.reading && !groups.list.complete;
  return (
    <Line>
      <div role="status">
        {(groups.failed || loading) && (
          <Text marginBottom="none">{groups.failed ? t('failed') : t('loading')}</Text>
        )}
      </div>
      {groups.failed && (
        <Button type="button" variant="secondary" mobileWidth="auto" onClick={groups.readAgain}>
          {t('retry')}
        </Button>
      )}
    </Line>
  );
}
