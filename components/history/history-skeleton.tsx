'use client';

import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { VisuallyHidden } from '../ui/visually-hidden';

const Row = styled.div`
  border-top: ${({ theme }) => theme.border.box};
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
  padding-block: ${({ theme }) => theme.spacing.medium};
`;

const Bar = styled.span<{ $width: string }>`
  background-color: ${({ theme }) => theme.colors.secondary20};
  border-radius: ${({ theme }) => theme.borderRadius.normal};
  height: ${({ theme }) => theme.spacing.medium};
  max-width: 100%;
  width: ${({ $width }) => $width};
`;

/** What is seen while the history is read. */
export function HistorySkeleton() {
  const t = useTranslations('history');
  return (
    <div aria-busy>
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      {[1, 2, 3, 4].map((row) => (
        <Row key={row}>
          <Bar $width="12rem" />
          <Bar $width="20rem" />
          <Bar $width="28rem" />
        </Row>
      ))}
    </div>
  );
}
