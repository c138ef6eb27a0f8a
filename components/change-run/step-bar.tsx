'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { StickyBar } from '../ui/sticky-bar';

/** The way on and the way back. */
export function StepBar({ children }: { children: ReactNode }) {
  const t = useTranslations('bulk');
  return <StickyBar label={t('bar')}>{children}</StickyBar>;
}
