'use client';

import { Button, H2, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useRef } from 'react';
import styled from 'styled-components';
import { useTitlePart } from '../shell/page-title';
import { Notice } from '../ui/notice';
import { useSaveShortcut } from '../ui/use-save-shortcut';
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

/** Says which step this is, in the document's title, too. It gets the focus when the step appears, so that it is read out and the keyboard goes on there. */
export function StepHeading({ step, title, detail }: StepHeadingProps) {
  const t = useTranslations('bulk');
  const steps = useSteps(step);
  const heading = useRef<HTMLDivElement>(null);
  useTitlePart(title);

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

interface StoppedNoticeProps {
  /** Another object at each attempt to go on, `null` before the first. */
  attempt: object | null;
  /** The fault that stopped the attempt; `null` once it is gone. */
  title: string | null;
  detail: string;
}

const Stopped = styled.div`
  &:focus {
    outline: none;
  }

  section {
    margin-block-end: ${({ theme }) => theme.spacing.medium};
  }
`;

/** Why the way on is closed. Each attempt brings it into view, with the focus: the button stands at the page's bottom. */
export function StoppedNotice({ attempt, title, detail }: StoppedNoticeProps) {
  const notice = useRef<HTMLDivElement>(null);
  const stopped = title !== null;

  const showAttempt = useEffectEvent(() => {
    if (stopped) notice.current?.focus();
  });

  // Faults come and go with the choices; only an attempt to continue moves the focus.
  useEffect(() => {
    if (attempt !== null) showAttempt();
  }, [attempt]);

  return (
    <Stopped ref={notice} role="alert" tabIndex={-1}>
      {stopped && (
        <Notice type="error" title={title}>
          <Text>{detail}</Text>
        </Notice>
      )}
    </Stopped>
  );
}

/** The way on and the way back. Ctrl+S goes on, where the step has something to send. */
export function StepBar({ children }: { children: ReactNode }) {
  const t = useTranslations('bulk');
  const bar = useRef<HTMLSpanElement>(null);
  useSaveShortcut(() => bar.current?.closest('form')?.requestSubmit());
  return (
    <StickyBar label={t('bar')}>
      <span ref={bar} hidden />
      {children}
    </StickyBar>
  );
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
