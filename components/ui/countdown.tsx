'use client';

import { useEffect, useState } from 'react';
import { VisuallyHidden } from './visually-hidden';

interface CountdownProps {
  /** Milliseconds since the epoch. Pass it as `key` too where it can change. */
  until: number;
  /** The visible text, updated each second. */
  text: (seconds: number) => string;
  /** The text for screen readers, read out once; by default the first visible text. */
  spoken?: string;
}

/** @returns whole seconds, at least 1 */
function secondsUntil(until: number): number {
  return Math.max(1, Math.ceil((until - Date.now()) / 1_000));
}

/** A visible countdown in seconds, hidden from screen readers, which would read out each second. */
export function Countdown({ until, text, spoken }: CountdownProps) {
  const [first] = useState(() => secondsUntil(until));
  const [left, setLeft] = useState(first);

  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(until)), 250);
    return () => clearInterval(timer);
  }, [until]);

  return (
    <>
      <span aria-hidden>{text(left)}</span>
      <VisuallyHidden>{spoken ?? text(first)}</VisuallyHidden>
    </>
  );
}
