import { useState } from 'react';

export interface Consent {
  given: boolean;
  /** True after a save was tried without the tick. */
  missing: boolean;
  /** What was tried without the tick, `null` where nothing was. A new object each time. */
  asked: object | null;
  give: (given: boolean) => void;
  /** Whether a save may begin. If not, the tick is asked for. */
  mayProceed: () => boolean;
}

/**
 * An explicit tick that a save needs.
 *
 * @param subject what is agreed to; a tick for one subject is none for another. `null` where none is needed
 */
export function useConsent(subject: string | null): Consent {
  const [givenFor, setGivenFor] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ subject: string } | null>(null);
  const given = subject !== null && givenFor === subject;
  // What was tried for one subject says nothing about the next.
  if (asked !== null && asked.subject !== subject) setAsked(null);

  return {
    given,
    missing: asked !== null && !given,
    asked,
    give: (tick) => setGivenFor(tick ? subject : null),
    mayProceed() {
      if (subject === null || given) return true;
      setAsked({ subject });
      return false;
    },
  };
}
