'use client';

import { Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type SettingField, settingFields } from '@/lib/settings/customer-settings';
import { channelKey } from '@/lib/settings/scope';
import { Notice } from '../ui/notice';
import type { SettingWords } from '../setting-fields/use-setting-words';
import type { BulkReview } from './bulk-review';
import { LeftOutOfFileNotice } from './left-out-of-file-notice';
import { NameList } from './name-list';
import type { NamedScope, Proposal } from './proposal';
import { useListFormat } from '../ui/use-list-format';

interface ReviewNotesProps {
  review: BulkReview;
  proposal: Proposal;
  storefronts: readonly NamedScope[];
  words: SettingWords;
}

/** Storefronts that are not saved, for one and the same reason. */
function LeftOut({ kind, storefronts }: { kind: 'same' | 'unread'; storefronts: readonly NamedScope[] }) {
  const t = useTranslations('bulk');
  if (storefronts.length === 0) return null;
  const title = t(`result.${kind}`, { count: storefronts.length });
  return (
    <Panel marginBottom="none" header={title} description={t(`review.${kind}`)}>
      <NameList label={title} storefronts={storefronts} />
    </Panel>
  );
}

/** Fields that cannot be restored, and why. */
function NotRestoredNotice({ proposal, words }: { proposal: Proposal; words: SettingWords }) {
  const t = useTranslations('bulk.review');
  const formatList = useListFormat();
  const { notRestored, gone, scopes } = proposal;
  if (notRestored.length + gone.length === 0) return null;
  return (
    <Notice type="warning" title={t('notRestoredTitle')}>
      {gone.length > 0 && <Text marginBottom="none">{t('scopesGone', { names: formatList(gone) })}</Text>}
      {notRestored.map(({ channelId, field, reason }) => (
        <Text key={`${channelKey(channelId)} ${field}`} marginBottom="none">
          {t('notRestored', {
            label: words.label(field),
            name: scopes.find(({ id }) => id === channelId)?.name ?? '',
            reason,
          })}
        </Text>
      ))}
    </Notice>
  );
}

/** Requested changes that are not made, and on which storefronts. */
export function ReviewNotes({ review, proposal, storefronts, words }: ReviewNotesProps) {
  const t = useTranslations('bulk.review');
  const formatList = useListFormat();
  const named = (channelIds: readonly (number | null)[]) =>
    storefronts.filter(({ id }) => channelIds.includes(id));
  const missing = settingFields
    .map((field): [SettingField, NamedScope[]] => [
      field,
      named(review.all.filter((plan) => plan.missing.includes(field)).map(({ channelId }) => channelId)),
    ])
    .filter(([, without]) => without.length > 0);
  return (
    <>
      {missing.length > 0 && (
        <Notice type="warning" title={t('missing')}>
          {missing.map(([field, without]) => (
            <Text key={field} marginBottom="none">
              {t('missingDetail', {
                label: words.label(field),
                names: formatList(without.map(({ name }) => name)),
              })}
            </Text>
          ))}
        </Notice>
      )}
      {review.notCopied.length > 0 && (
        <Notice type="info" title={t('notCopiedTitle')}>
          {review.notCopied.map(({ field, reason }) => (
            <Text key={field} marginBottom="none">
              {t('notCopied', { label: words.label(field), reason, name: proposal.copiedFrom?.name ?? '' })}
            </Text>
          ))}
        </Notice>
      )}
      <NotRestoredNotice proposal={proposal} words={words} />
      <LeftOutOfFileNotice leftOut={proposal.leftOutOfFile} words={words} />
      <LeftOut kind="same" storefronts={named(review.same)} />
      <LeftOut kind="unread" storefronts={named(review.unread.map(({ channelId }) => channelId))} />
    </>
  );
}
