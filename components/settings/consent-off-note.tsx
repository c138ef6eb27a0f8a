'use client';

import { Small } from '@bigcommerce/big-design';
import { useFormatter, useTranslations } from 'next-intl';
import { useSettingsState, useStoreReads } from '../data/store-reads';

/** More names than this are only counted. */
const mostNames = 5;

/** The effects on shoppers of each storefront once consent to tracking is turned off. */
export function ConsentOffNote({ channelId }: { channelId: number | null }) {
  const t = useTranslations('consentOff');
  const format = useFormatter();
  const { storefronts } = useStoreReads();
  const { scopes } = useSettingsState();
  const following = (storefronts.list ?? []).filter(
    ({ id }) => scopes.get(id)?.tagged?.settings.trackingConsent === null,
  );
  const names = format.list(following.slice(0, mostNames).map(({ name }) => name));
  const count = following.length;
  return (
    <Small role="status" color="secondary70" marginTop="xxSmall" marginBottom="none">
      {channelId !== null || count === 0
        ? t('here')
        : t('storefronts', { count, names, more: Math.max(0, count - mostNames) })}
    </Small>
  );
}
