'use client';

import { createContext, useContext } from 'react';

/** How many steps there are, and whether the first of the three is left out because there is nothing to choose. */
const StepsContext = createContext<{ withoutChoice: boolean }>({ withoutChoice: false });

export const StepsProvider = StepsContext.Provider;

/** @returns the number of a step as people count it, and how many there are */
export function useSteps(step: 1 | 2 | 3): { step: number; steps: number } {
  const { withoutChoice } = useContext(StepsContext);
  return withoutChoice ? { step: step - 1, steps: 2 } : { step, steps: 3 };
}
