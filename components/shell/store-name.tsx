'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { PlaceLink } from './place-link';
import { useJoinedTexts } from '../ui/use-joined-texts';

interface StoreNameProps {
  name: string | null;
  storeHash: string;
}

/** Room below, also where nothing follows in its column: BigDesign takes the margin off a last text. */
const Room = styled.div`
  column-gap: ${({ theme }) => theme.spacing.large};
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  margin-block-end: ${({ theme }) => theme.spacing.large};
`;

/** The store's name, for users with tabs of several stores. */
export function StoreName({ name, storeHash }: StoreNameProps) {
  const t = useTranslations('settingsFile');
  const joined = useJoinedTexts();
  return (
    <Room>
      <Text color="secondary60" marginBottom="none">
        {name === null ? storeHash : joined.facts([name, storeHash])}
      </Text>
      <PlaceLink to={{ view: 'transfer' }}>{t('link')}</PlaceLink>
    </Room>
  );
}
