'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { ChevronLeftIcon, ChevronRightIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import type { ReactElement } from 'react';
import styled from 'styled-components';
import type { MatrixPage } from './matrix-search';

interface MatrixPagesProps {
  page: MatrixPage;
  total: number;
  onPage: (page: number) => void;
}

const Row = styled.nav`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.xxSmall};
  display: flex;

  button[aria-disabled='true'],
  button[aria-disabled='true']:is(:hover, :active) {
    background: none;
    cursor: not-allowed;
  }

  button[aria-disabled='true'] svg {
    fill: ${({ theme }) => theme.colors.secondary40};
  }
`;

interface StepProps {
  page: MatrixPage;
  by: 1 | -1;
  icon: ReactElement;
  onPage: (page: number) => void;
}

/** A button that leads nowhere keeps the focus, which a disabled one would throw away. */
function Step({ page, by, icon, onPage }: StepProps) {
  const to = page.page + by;
  const off = to < 0 || to >= page.pages;
  return (
    <Button
      type="button"
      variant="subtle"
      mobileWidth="auto"
      iconOnly={icon}
      aria-disabled={off}
      onClick={() => {
        if (!off) onPage(to);
      }}
    />
  );
}

/** From page to page. */
export function MatrixPages({ page, total, onPage }: MatrixPagesProps) {
  const t = useTranslations('matrix');
  return (
    <Row aria-label={t('pages')}>
      <Step page={page} by={-1} icon={<ChevronLeftIcon title={t('previousPage')} />} onPage={onPage} />
      <Text as="span" marginBottom="none">
        {t('range', { from: page.from, to: page.to, total })}
      </Text>
      <Step page={page} by={1} icon={<ChevronRightIcon title={t('nextPage')} />} onPage={onPage} />
    </Row>
  );
}
