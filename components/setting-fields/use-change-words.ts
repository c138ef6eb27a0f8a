import { useFormatter, useTranslations } from 'next-intl';
import type { Change } from '@/lib/settings/change';

export interface ChangeWords {
  /** Formats the author of a change, for instance `kim@example.com`. */
  who: (change: Change) => string;
  /** The same with how long ago that was. */
  whoAndWhen: (change: Change) => string;
}

export function useChangeWords(): ChangeWords {
  const t = useTranslations('changedElsewhere');
  const format = useFormatter();

  function who({ author }: Change): string {
    if (author === null) return t('outside');
    return author.email ?? t('removedUser', { id: String(author.userId) });
  }

  return {
    who,
    whoAndWhen: (change) =>
      t('whoAndWhen', { who: who(change), when: format.relativeTime(change.createdAt, Date.now()) }),
  };
}
