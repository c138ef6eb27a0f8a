import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { RoleEntry as Entry } from '@/lib/people';
import { EntryFrame } from './entry-frame';
import type { HistoryWords } from './use-history-words';

interface RoleEntryProps {
  entry: Entry;
  words: HistoryWords;
  /** Whether its details are shown at first. */
  opened: boolean;
}

/** A change of a user's role, or of the role for new users: whose, from what to what. */
export function RoleEntry({ entry, words, opened }: RoleEntryProps) {
  const t = useTranslations();
  const { id, at, roleChange } = entry;
  const { author, person, before, after } = roleChange;
  const nameOf = ({ userId, email }: { userId: number; email: string | null }) =>
    email ?? t('history.removedUser', { id: String(userId) });
  const changed = t('history.roleChanged', {
    before: t(`people.roles.${before}`),
    after: t(`people.roles.${after}`),
  });
  return (
    <EntryFrame
      id={id}
      at={at}
      title={person === null ? t('people.newUserRole') : t('people.roleOf', { name: nameOf(person) })}
      author={words.author(author)}
      source={t('history.sources.role')}
      summary={changed}
      outcome={null}
      opened={opened}
    >
      <Text marginBottom="none">{changed}</Text>
    </EntryFrame>
  );
}
