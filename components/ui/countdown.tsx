'use client';

import { useEffect, useState } from 'react';
import { VisuallyHidden } from './visually-hidden';

interface CountdownProps {
  /** On the wall clock, in milliseconds. Give it as `key`, too, where it can change. */
  until: number;
  /** What is shown, each second anew. */
  text: (seconds: number) => string;
  /** What is read out instead, once; without it what was shown first. */
  spoken?: string;
}

/** Never less than one: what is to come is not there yet. */
function secondsUntil(until: number): number {
  return Math.max(1, Math.ceil((until - Date.now()) / 1_000));
}

/** Seconds that pass before the eyes; a screen reader would read each of them out. */
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
