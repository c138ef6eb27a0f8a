'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { ChevronLeftIcon, ChevronRightIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
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

/** From page to page. A button that leads nowhere keeps the focus, which a disabled one would throw away. */
export function MatrixPages({ page, total, onPage }: MatrixPagesProps) {
  const t = useTranslations('matrix');
  const steps = [
    { to: page.page - 1, icon: <ChevronLeftIcon title={t('previousPage')} /> },
    { to: page.page + 1, icon: <ChevronRightIcon title={t('nextPage')} /> },
  ];
  const [previous, next] = steps.map(({ to, icon }) => {
    const off = to < 0 || to >= page.pages;
    return (
      <Button
        key={to}
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
  });
  return (
    <Row aria-label={t('pages')}>
      {previous}
      <Text as="span" marginBottom="none">
        {t('range', { from: page.from, to: page.to, total })}
      </Text>
      {next}
    </Row>
  );
}
