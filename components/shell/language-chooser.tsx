'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import type { Locale } from '@/lib/i18n/locales';
import { PlainSelect } from '../ui/plain-select';
import { useHydrated } from '../ui/use-hydrated';
import { VisuallyHidden } from '../ui/visually-hidden';
import { useLanguage } from './language';
import { useOpenedStore } from './opened-store';

/** Chooses the language in which the user sees the app, now and whenever it is opened. */
export function LanguageChooser() {
  const t = useTranslations('language');
  const id = useId();
  const hydrated = useHydrated();
  const { api } = useOpenedStore();
  const { language, choices, show } = useLanguage();
  const [wanted, setWanted] = useState<Locale | null>(null);
  const [failed, setFailed] = useState(false);
  const newest = useRef<Locale>(null);

  async function choose(tag: Locale) {
    newest.current = tag;
    setWanted(tag);
    setFailed(false);
    const shown = await api.chooseLanguage(tag).catch(() => null);
    // Another one was chosen meanwhile.
    if (newest.current !== tag) return;
    setWanted(null);
    if (shown === null) setFailed(true);
    else show(shown);
  }

  return (
    <div>
      <label htmlFor={id}>
        <VisuallyHidden>{t('label')}</VisuallyHidden>
      </label>
      <PlainSelect
        id={id}
        value={wanted ?? language}
        // An earlier choice would be lost.
        disabled={!hydrated}
        onChange={({ target: { value } }) => {
          const choice = choices.find(({ tag }) => tag === value);
          if (choice !== undefined) void choose(choice.tag);
        }}
      >
        {choices.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </PlainSelect>
      <div role="status">
        {failed && (
          <Small color="danger50" marginBottom="none">
            {t('failed')}
          </Small>
        )}
      </div>
    </div>
  );
}
