'use client';

import { H3, Panel, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { Finding } from '@/lib/checks/findings';
import type { FindingGroup } from '@/lib/checks/group-findings';
import type { SettingField } from '@/lib/settings/customer-settings';
import type { CheckRecordRead } from '../data/use-check-record';
import type { Place } from '../shell/place';
import { PlaceLink } from '../shell/place-link';
import { useAllows } from '../shell/use-role';
import { ActionButton } from '../ui/action-button';
import { DismissForm } from './dismiss-form';
import { OnScreen } from './print-styles';
import type { FindingWords } from './use-finding-words';

/** More places than this are only counted. */
const mostPlaces = 10;

const colors = { problem: 'danger50', warning: 'secondary70', notice: 'secondary60' } as const;

function placeOf(channelId: Finding['channelId']): Place {
  return channelId === null ? { view: 'settings' } : { view: 'storefront', channelId };
}

interface PlacesProps {
  findings: readonly Finding[];
  field: SettingField;
  words: FindingWords;
}

/** Where a finding was made, each place a link to its setting. */
function Places({ findings, field, words }: PlacesProps) {
  const t = useTranslations('checks');
  const more = findings.length - mostPlaces;
  return (
    <>
      <Text bold marginBottom="xxSmall">
        {t('places')}
      </Text>
      <ul>
        {findings.slice(0, mostPlaces).map(({ channelId }) => (
          <li key={channelId ?? 0}>
            <PlaceLink to={placeOf(channelId)} field={field}>
              {words.place(channelId)}
            </PlaceLink>
          </li>
        ))}
        {more > 0 && <li>{t('morePlaces', { count: more })}</li>}
      </ul>
    </>
  );
}

interface FindingCardProps {
  group: FindingGroup;
  words: FindingWords;
  record: CheckRecordRead;
}

/** One finding: what it means for shoppers, what to do, where, and a way to call it not relevant. */
export function FindingCard({ group, words, record }: FindingCardProps) {
  const t = useTranslations('checks');
  const headingId = useId();
  const allowed = useAllows('write');
  const [asking, setAsking] = useState(false);
  const { findings, severity, field } = group;

  async function dismiss(reason: string) {
    const saved = await record.dismiss({ findings, reason });
    // The card goes away; without this the keyboard would start over at the top.
    if (saved) document.querySelector('main')?.focus({ preventScroll: true });
  }

  return (
    <li>
      <Panel marginBottom="small">
        <Small bold color={colors[severity]} marginBottom="none">
          {t(`severity.${severity}`)}
        </Small>
        <H3 id={headingId} marginBottom="xxSmall" marginTop="xxSmall">
          {words.title(group)}
        </H3>
        <Text marginBottom="xxSmall">{words.meaning(group)}</Text>
        <Text>{words.action(group)}</Text>
        <Places findings={findings} field={field} words={words} />
        {allowed && (
          <OnScreen>
            {asking ? (
              <DismissForm
                saving={record.dismissing}
                onDismiss={(reason) => void dismiss(reason)}
                onCancel={() => setAsking(false)}
              />
            ) : (
              <ActionButton
                type="button"
                variant="subtle"
                label={t('dismiss')}
                describedBy={headingId}
                off={false}
                onClick={() => setAsking(true)}
              />
            )}
          </OnScreen>
        )}
      </Panel>
    </li>
  );
}
