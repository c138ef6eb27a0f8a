'use client';

import { H2, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import styled from 'styled-components';
import { useSteps } from './steps-context';

interface StepHeadingProps {
  step: 1 | 2 | 3;
  title: string;
  detail: string;
}

const Heading = styled.div`
  margin-block-end: ${({ theme }) => theme.spacing.medium};

  h2:focus {
    outline: none;
  }
`;

/** Says which step this is. It takes the focus when the step appears, so that it is read out and the keyboard goes on there. */
export function StepHeading({ step, title, detail }: StepHeadingProps) {
  const t = useTranslations('bulk');
  const steps = useSteps(step);
  const heading = useRef<HTMLDivElement>(null);

  useEffect(() => {
    heading.current?.querySelector('h2')?.focus();
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  return (
    <Heading ref={heading}>
      <Small color="secondary60" marginBottom="none">
        {t('step', steps)}
      </Small>
      <H2 tabIndex={-1} marginBottom="xxSmall">
        {title}
      </H2>
      <Text color="secondary60" marginBottom="none">
        {detail}
      </Text>
    </Heading>
  );
}
