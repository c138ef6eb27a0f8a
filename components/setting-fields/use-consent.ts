import { useState } from 'react';

export interface Consent {
  given: boolean;
  /** True after a save was tried without the tick. */
  missing: boolean;
  /** A new object for each save that was tried without the tick, `null` before the first. */
  asked: object | null;
  give: (given: boolean) => void;
  /** Whether a save may begin. If not, the tick is marked as missing. */
  mayProceed: () => boolean;
}

/**
 * An explicit tick that a save needs.
 *
 * @param subject the subject of the consent; a tick for one subject does not count for another. `null` where none is
 *   needed
 */
export function useConsent(subject: string | null): Consent {
  const [givenFor, setGivenFor] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ subject: string } | null>(null);
  const given = subject !== null && givenFor === subject;
  // A failed attempt counts for its own subject only.
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
