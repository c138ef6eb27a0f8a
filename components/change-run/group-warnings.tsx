'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useFollowers } from '../data/use-known-overrides';
import { ConsentNotice } from '../setting-fields/consent-notice';
import { Notice } from '../ui/notice';
import { useJoinedTexts } from '../ui/use-joined-texts';
import { useGroupBenefits } from '../setting-fields/group-benefits';
import { useFollowerWords } from '../setting-fields/use-follower-words';
import type { SettingWords } from '../setting-fields/use-setting-words';
import type { GroupInUse, GroupWarnings } from './use-group-warnings';

interface GroupWarningsNoticesProps {
  warnings: GroupWarnings;
  words: SettingWords;
}

function GuestGroup({ used, words }: { used: GroupInUse; words: SettingWords }) {
  const t = useTranslations('bulk.guests');
  const benefits = useGroupBenefits();
  const joined = useJoinedTexts();
  const { id, group, count, store } = used;
  const name = words.groupName(id);
  return (
    <Text>
      {joined.sentences([
        group === null ? t('unknown', { group: name }) : t('group', { group: name, gives: benefits(group) }),
        t('where', { count, store }),
      ])}
    </Text>
  );
}

function GuestConsent({ warnings, words }: GroupWarningsNoticesProps) {
  const t = useTranslations('bulk.guests');
  const { guests, consent } = warnings;
  const followers = useFollowers('guestCustomerGroupId');
  const followerWords = useFollowerWords();
  return (
    <ConsentNotice
      title={t('title', {
        count: guests.reduce((all, { count }) => all + count, 0),
        store: guests.some(({ store }) => store !== 'none') ? 'with' : 'none',
      })}
      consent={consent}
    >
      {guests.map((used) => (
        <GuestGroup key={used.id} used={used} words={words} />
      ))}
      {guests.some(({ store }) => store !== 'none') &&
        followerWords.followers(followers).map((line) => <Text key={line}>{line}</Text>)}
    </ConsentNotice>
  );
}

/** The effects of the changes on prices and categories. */
export function GroupWarningsNotices({ warnings, words }: GroupWarningsNoticesProps) {
  const t = useTranslations('bulk.newCustomers');
  const benefits = useGroupBenefits();
  return (
    <>
      {warnings.guests.length > 0 && <GuestConsent warnings={warnings} words={words} />}
      {warnings.newCustomers.length > 0 && (
        <Notice type="info" title={t('title')}>
          {warnings.newCustomers.map(({ id, group, count, store }) => (
            <Text key={id} marginBottom="none">
              {group !== null &&
                t('group', { group: words.groupName(id), gives: benefits(group), count, store })}
            </Text>
          ))}
        </Notice>
      )}
    </>
  );
}
