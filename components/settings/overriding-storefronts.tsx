'use client';

import { Small } from '@bigcommerce/big-design';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { InheritableField } from '@/lib/settings/customer-settings';
import { useSettingsState } from '../data/store-reads';
import { useKnownOverrides } from '../data/use-known-overrides';
import { PlaceLink } from '../shell/place-link';
import { Countdown } from '../ui/countdown';
import { VisuallyHidden } from '../ui/visually-hidden';

interface OverridingStorefrontsProps {
  field: InheritableField;
}

/** As high without its text as with it, so that the page stays where it is when the text comes. */
const Line = styled(Small)`
  && {
    margin-block: ${({ theme }) => theme.spacing.xxSmall} 0;
    min-height: ${({ theme }) => theme.lineHeight.small};
  }
`;

/** How many storefronts don't follow what is edited here, and the way to them. */
export function OverridingStorefronts({ field }: OverridingStorefrontsProps) {
  const t = useTranslations();
  const overrides = useKnownOverrides();
  const count = overrides?.counts[field] ?? 0;
  return (
    <Line>
      {count > 0 && (
        <PlaceLink to={{ view: 'storefronts', field }}>
          <span aria-hidden>{t('overrides.count', { count })}</span>
          <VisuallyHidden>
            {t('overrides.countOf', { count, setting: t(`settings.${field}.label`) })}
          </VisuallyHidden>
        </PlaceLink>
      )}
    </Line>
  );
}

/**
 * How old the numbers of overrides are, and of how many storefronts nothing is known yet. During a pause of the reads,
 * when they go on.
 */
export function OverridesAge() {
  const t = useTranslations('overrides');
  const tMatrix = useTranslations('matrix');
  const format = useFormatter();
  const { pausedUntil } = useSettingsState();
  const now = useNow({ updateInterval: 60_000 });
  const overrides = useKnownOverrides();
  if (pausedUntil !== null)
    return (
      <Line color="secondary60">
        <Countdown key={pausedUntil} until={pausedUntil} text={(seconds) => tMatrix('paused', { seconds })} />
      </Line>
    );
  if (overrides === null) return <Line />;
  const { known, all, seenAt } = overrides;
  return (
    <Line color="secondary60">
      {known < all && (
        <>
          {t('known', { known, all })}{' '}
          <PlaceLink to={{ view: 'storefronts', field: null }}>{t('checkAll')}</PlaceLink>
        </>
      )}
      {known === all && seenAt !== null && t('seen', { when: format.relativeTime(seenAt, now) })}
      {known === all && seenAt === null && t('seenEarlier')}
    </Line>
  );
}
