import { useTranslations } from 'next-intl';
import { useMemo } from 'react';

interface JoinedTexts {
  /** Short facts in one line: `Catalyst · ID 3 · Prelaunch`. */
  facts: (facts: readonly string[]) => string;
  /** Whole sentences, one after the other. */
  sentences: (sentences: readonly string[]) => string;
}

/** Joins whole texts as the language does: Chinese has no space between sentences. `""` where there is none. */
export function useJoinedTexts(): JoinedTexts {
  const t = useTranslations('app');
  return useMemo(
    () => ({
      facts: ([first = '', ...others]) => others.reduce((facts, fact) => t('facts', { facts, fact }), first),
      sentences: ([first = '', ...others]) =>
        others.reduce((sentences, sentence) => t('sentences', { sentences, sentence }), first),
    }),
    [t],
  );
}
