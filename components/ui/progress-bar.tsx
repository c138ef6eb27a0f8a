'use client';

import styled from 'styled-components';

interface ProgressBarProps {
  /** The name of the progress. */
  label: string;
  done: number;
  all: number;
  /** The progress as text. */
  text: string;
}

const Track = styled.div`
  background: ${({ theme }) => theme.colors.secondary30};
  border-radius: ${({ theme }) => theme.borderRadius.normal};
  height: ${({ theme }) => theme.spacing.xSmall};
  overflow: hidden;

  @media (forced-colors: active) {
    border: 1px solid CanvasText;
  }
`;

const Filler = styled.div`
  background: ${({ theme }) => theme.colors.primary};
  height: 100%;
  transition: width 200ms;

  @media (forced-colors: active) {
    background: Highlight;
    forced-color-adjust: none;
  }
`;

/** BigDesign's progress bar has no name for a screen reader; this one does, and is easier to see. */
export function ProgressBar({ label, done, all, text }: ProgressBarProps) {
  const percent = all === 0 ? 100 : (100 * done) / all;
  return (
    <Track
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuenow={done}
      aria-valuetext={text}
    >
      <Filler style={{ width: `${percent}%` }} />
    </Track>
  );
}
