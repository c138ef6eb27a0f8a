'use client';

import { Checkbox, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { Notice } from '../ui/notice';
import { useGroupBenefits } from '../setting-fields/group-benefits';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { bulkConsentId, type GroupInUse, type GroupWarnings } from './use-group-warnings';

interface GroupWarningsNoticesProps {
  warnings: GroupWarnings;
  words: SettingWords;
}

function GuestGroup({ used, words }: { used: GroupInUse; words: SettingWords }) {
  const t = useTranslations('bulk.guests');
  const benefits = useGroupBenefits();
  const { id, group, count, store } = used;
  const name = words.groupName(id);
  return (
    <Text>
      {group === null ? t('unknown', { group: name }) : t('group', { group: name, gives: benefits(group) })}{' '}
      {t('where', { count, store })}
    </Text>
  );
}

/** Every visitor would get a group that changes prices or hides categories: that is asked for twice. */
function GuestConsent({ warnings, words }: GroupWarningsNoticesProps) {
  const t = useTranslations();
  const { guests, given, missing, give } = warnings;
  const errorId = `${bulkConsentId}-error`;
  return (
    <Notice
      type="warning"
      title={t('bulk.guests.title', {
        count: guests.reduce((all, { count }) => all + count, 0),
        store: guests.some(({ store }) => store !== 'none') ? 'with' : 'none',
      })}
    >
      {guests.map((used) => (
        <GuestGroup key={used.id} used={used} words={words} />
      ))}
      <Checkbox
        id={bulkConsentId}
        label={t('groupNotes.guestTick')}
        checked={given}
        aria-invalid={missing}
        aria-describedby={missing ? errorId : undefined}
        onChange={(event) => give(event.target.checked)}
      />
      <div role="alert">
        {missing && (
          <Small id={errorId} color="danger50" marginBottom="none">
            {t('bulk.guests.missing')}
          </Small>
        )}
      </div>
    </Notice>
  );
}

/** What the changes do to prices and categories. */
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
