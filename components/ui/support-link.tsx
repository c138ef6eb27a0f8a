'use client';

import { Link } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import styled from 'styled-components';
import { VisuallyHidden } from './visually-hidden';

interface SupportLinkProps {
  href: string;
  children: ReactNode;
}

const TargetSize = styled.span`
  a {
    display: inline-flex;
    align-items: center;
    min-height: ${({ theme }) => theme.spacing.xLarge};
  }
`;

/** Leads out of the control panel's frame, which would refuse to show another site. */
export function SupportLink({ href, children }: SupportLinkProps) {
  const t = useTranslations('app');
  return (
    <TargetSize>
      <Link href={href} target="_blank" rel="noopener noreferrer" external>
        {children} <VisuallyHidden>{t('newWindow')}</VisuallyHidden>
      </Link>
    </TargetSize>
  );
}
