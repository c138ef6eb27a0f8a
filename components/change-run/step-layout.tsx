'use client';

import { Button, H2, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import styled from 'styled-components';
import { StickyBar } from '../ui/sticky-bar';

/** A step's form. As tall as the page, so that the bar stands at its bottom also where there is little to show. */
export const StepForm = styled.form`
  display: flex;
  flex: 1;
  flex-direction: column;

  /* BigDesign's circles are too pale to be seen against the page. */
  input[type='radio']:not(:checked) + label {
    border-color: ${({ theme }) => theme.colors.secondary50};
  }
`;

/** Parts of a step, one under the other. */
export const StepParts = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.medium};
  grid-template-columns: minmax(0, 1fr);
  margin-block-end: ${({ theme }) => theme.spacing.medium};
`;

/** Whether the first of the three steps is left out because there is nothing to choose. */
const StepsContext = createContext<{ withoutChoice: boolean }>({ withoutChoice: false });

export const StepsProvider = StepsContext.Provider;

/** @returns the number of a step as people count it, and how many there are */
function useSteps(step: 1 | 2 | 3): { step: number; steps: number } {
  const { withoutChoice } = useContext(StepsContext);
  return withoutChoice ? { step: step - 1, steps: 2 } : { step, steps: 3 };
}

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

/** Says which step this is. It gets the focus when the step appears, so that it is read out and the keyboard goes on there. */
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

/** The way on and the way back. */
export function StepBar({ children }: { children: ReactNode }) {
  const t = useTranslations('bulk');
  return <StickyBar label={t('bar')}>{children}</StickyBar>;
}

/** The bar of a first step: the form's own submit leads to the review. */
export function ReviewBar({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations('bulk');
  return (
    <StepBar>
      <Button type="button" variant="subtle" mobileWidth="auto" onClick={onCancel}>
        {t('cancel')}
      </Button>
      <Button type="submit" variant="primary" mobileWidth="auto">
        {t('choose.review')}
      </Button>
    </StepBar>
  );
}
