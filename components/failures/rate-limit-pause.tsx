'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { VisuallyHidden } from '../ui/visually-hidden';

function secondsTo(until: number): number {
  return Math.max(1, Math.ceil((until - Date.now()) / 1_000));
}

function Countdown({ until }: { until: number }) {
  const t = useTranslations('matrix');
  const [{ first, left }, setSeconds] = useState(() => ({ first: secondsTo(until), left: secondsTo(until) }));

  useEffect(() => {
    const timer = setInterval(
      () => setSeconds((before) => ({ first: before.first, left: secondsTo(until) })),
      250,
    );
    return () => clearInterval(timer);
  }, [until]);

  return (
    <Text color="secondary60" marginTop="medium" marginBottom="none">
      <span aria-hidden>{t('paused', { seconds: left })}</span>
      <VisuallyHidden>{t('paused', { seconds: first })}</VisuallyHidden>
    </Text>
  );
}

/** BigCommerce makes us wait. The seconds count down; they are read out once. */
export function RateLimitPause({ until }: { until: number | null }) {
  return <div role="status">{until !== null && <Countdown key={until} until={until} />}</div>;
}
