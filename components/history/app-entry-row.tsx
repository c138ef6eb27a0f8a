import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { AppChange, AppEntry, CheckChange, RoleChange } from '@/lib/app-change';
import { isRuleId } from '@/lib/checks/rules';
import { useListFormat } from '../ui/use-list-format';
import { EntryFrame } from './entry-frame';
import type { HistoryWords } from './use-history-words';

/** The texts of an entry: its subject, its outcome, and the further lines of its details. */
interface EntryTexts {
  title: string;
  summary: string;
  details: string[];
}

/** More names than this are only counted. */
const mostPlaces = 5;

/** The texts of changes of the app's own records. */
function useEntryTexts(words: HistoryWords): (appChange: AppChange) => EntryTexts {
  const t = useTranslations();
  const formatList = useListFormat();

  function roleTexts({ person, before, after }: RoleChange): EntryTexts {
    const nameOf = ({ userId, email }: { userId: number; email: string | null }) =>
      email ?? t('history.removedUser', { id: String(userId) });
    return {
      title: person === null ? t('people.newUserRole') : t('people.roleOf', { name: nameOf(person) }),
      summary: t('history.roleChanged', {
        before: t(`people.roles.${before}`),
        after: t(`people.roles.${after}`),
      }),
      details: [],
    };
  }

  function checkTexts({ rule, channelIds, reason }: CheckChange): EntryTexts {
    const names = channelIds.slice(0, mostPlaces).map((channelId) => words.scope({ channelId, names: {} }));
    const more = channelIds.length - names.length;
    const further = more > 0 ? [t('checks.morePlaces', { count: more })] : [];
    return {
      title: isRuleId(rule) ? t(`checks.rules.${rule}.title`) : t('history.formerCheck', { rule }),
      summary: reason === null ? t('history.relevant') : t('history.notRelevant'),
      details: [
        t('history.checkPlaces', { names: formatList([...names, ...further]) }),
        ...(reason === null ? [] : [t('history.note', { note: reason })]),
      ],
    };
  }

  return (appChange) => {
    if (appChange.kind === 'role') return roleTexts(appChange);
    if (appChange.kind === 'check') return checkTexts(appChange);
    const state = appChange.reasonRequired ? 'on' : 'off';
    return {
      title: t('appSettings.title'),
      summary: t('appSettings.reasonRequiredIs', { state }),
      details: [],
    };
  };
}

interface AppEntryRowProps {
  entry: AppEntry;
  words: HistoryWords;
  /** Whether its details are shown at first. */
  opened: boolean;
}

/** A change of the app's own records: a role, a finding that is not relevant, or a setting of the app. */
export function AppEntryRow({ entry, words, opened }: AppEntryRowProps) {
  const t = useTranslations('history.sources');
  const { id, at, appChange } = entry;
  const { title, summary, details } = useEntryTexts(words)(appChange);
  return (
    <EntryFrame
      id={id}
      at={at}
      title={title}
      author={words.author(appChange.author)}
      source={t(appChange.kind)}
      summary={summary}
      outcome={null}
      opened={opened}
    >
      {[summary, ...details].map((line) => (
        <Text key={line} marginBottom="none">
          {line}
        </Text>
      ))}
    </EntryFrame>
  );
}
