'use client';

import { H2, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { FailureNotice } from '../failures/failure-notice';
import { Notice } from '../ui/notice';
import { PageColumn } from '../ui/page-column';
import { useTitlePart } from '../shell/page-title';
import { PlaceLink } from '../shell/place-link';
import { viewHeadingId } from '../shell/view';
import { useSettings } from '../data/use-settings';
import { useStoreReads } from '../data/store-reads';
import { CompareStorefronts } from './compare-storefronts';
import { StorefrontForm } from './storefront-form';
import { StorefrontSwitcher } from './storefront-switcher';
import { VisuallyHidden } from '../ui/visually-hidden';

interface StorefrontSettingsViewProps {
  channelId: number;
  /** The global settings, which the storefront inherits. */
  global: CustomerSettings;
}

const Tools = styled.div`
  align-items: flex-end;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => `${theme.spacing.small} ${theme.spacing.large}`};
  margin-block-end: ${({ theme }) => theme.spacing.medium};
`;

interface StorefrontHeadingProps {
  channelId: number;
  /** False as long as the heading will be replaced: the focus would be lost with it. */
  lasting: boolean;
}

/** Which storefront this is, and the way back to all of them. */
function StorefrontHeading({ channelId, lasting }: StorefrontHeadingProps) {
  const t = useTranslations('storefront');
  const { storefronts } = useStoreReads();
  const storefront = storefronts.list?.find(({ id }) => id === channelId);
  const name = storefront?.name ?? t('id', { id: String(channelId) });
  useTitlePart(name);
  return (
    <>
      {storefronts.list !== null && (
        <PlaceLink to={{ view: 'storefronts', field: null }}>{t('back')}</PlaceLink>
      )}
      <H2 {...(lasting && { id: viewHeadingId, tabIndex: -1 })} marginTop="xSmall" marginBottom="xxSmall">
        {name}
      </H2>
      {storefront !== undefined && (
        <Text color="secondary60" marginBottom="none">
          {t('facts', { platform: storefront.platform || 'unknown', id: String(channelId) })}
        </Text>
      )}
      <Text color="secondary60">{t('detail')}</Text>
    </>
  );
}

/** The settings of one storefront, or why they could not be read. */
export function StorefrontSettingsView({ channelId, global }: StorefrontSettingsViewProps) {
  const t = useTranslations('storefront');
  const { settings } = useStoreReads();
  // The table's values are shown until they are read again; values that are new then were not changed elsewhere.
  const [settled, setSettled] = useState(
    () => settings.isPrefetched(channelId) || !settings.state().scopes.has(channelId),
  );
  const [begun, setBegun] = useState(false);
  const read = useSettings(settings, channelId);
  const { tagged, fetching } = read;
  if (!settled && fetching && !begun) setBegun(true);
  if (!settled && begun && !fetching) setSettled(true);

  const heading = <StorefrontHeading channelId={channelId} lasting={tagged !== null} />;
  if (tagged === null) {
    return (
      <PageColumn>
        <Tools>
          <StorefrontSwitcher channelId={channelId} />
        </Tools>
        {heading}
        {read.failure === null || fetching ? (
          <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
        ) : read.failure.code === 'channel_not_found' ? (
          <Notice type="warning" role="alert" title={t('gone', { id: String(channelId) })}>
            <Text marginBottom="none">{t('goneDetail')}</Text>
          </Notice>
        ) : (
          <FailureNotice reading error={read.failure} onTryAgain={read.readAgain} />
        )}
      </PageColumn>
    );
  }

  return (
    <>
      <PageColumn>
        <Tools>
          <StorefrontSwitcher channelId={channelId} />
          <CompareStorefronts channelId={channelId} own={tagged.settings} global={global} />
        </Tools>
      </PageColumn>
      <StorefrontForm
        channelId={channelId}
        current={tagged}
        global={global}
        failure={read.failure}
        settled={settled}
        heading={heading}
      />
    </>
  );
}
