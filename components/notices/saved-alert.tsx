'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { Notice } from './notice';

export interface SavedChange {
  field: string;
  before: string;
  after: string;
}

interface SavedAlertProps {
  /** What was saved, `null` while there is nothing to tell. */
  changes: SavedChange[] | null;
  /** Fields that somebody else changed meanwhile, and whose values hold. */
  takenOver: string[];
  onClose: () => void;
}

/** Over the page, and there before it has something to say: only then is it read out. */
const Corner = styled.div`
  inset: ${({ theme }) => theme.spacing.medium} ${({ theme }) => theme.spacing.medium} auto auto;
  max-width: min(${({ theme }) => theme.helpers.remCalc(480)}, calc(100% - 2rem));
  position: fixed;
  z-index: ${({ theme }) => theme.zIndex.fixed};
`;

const Changes = styled.ul`
  padding-inline-start: ${({ theme }) => theme.spacing.medium};
`;

export function SavedAlert({ changes, takenOver, onClose }: SavedAlertProps) {
  const t = useTranslations();
  return (
    <Corner role="status">
      {changes !== null && (
        <Notice type="success" title={t('saving.savedTitle')} close={{ label: t('app.close'), onClose }}>
          <Changes>
            {changes.map((change) => (
              <li key={change.field}>
                <Text as="span">{t('saving.change', { ...change })}</Text>
              </li>
            ))}
          </Changes>
          {takenOver.length > 0 && (
            <Text marginTop="xSmall" marginBottom="none">
              {t('saving.takenOver', { fields: takenOver.join(', ') })}
            </Text>
          )}
        </Notice>
      )}
    </Corner>
  );
}
