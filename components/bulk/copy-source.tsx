'use client';

import { Panel, Radio, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { Storefront } from '@/lib/settings/storefront';
import { StorefrontPicker } from '../change-run/storefront-picker';

interface CopySourceProps {
  /** `null` while they are not known. */
  storefronts: readonly Storefront[] | null;
  chosen: number | null;
  error: string | undefined;
  onChoose: (channelId: number) => void;
}

export const copySourceId = 'bulk-copy-source';

/** The storefront whose settings are copied. */
export function CopySource({ storefronts, chosen, error, onChoose }: CopySourceProps) {
  const t = useTranslations('bulk.source');
  const words = useTranslations('storefront');
  return (
    <Panel header={t('title')}>
      {storefronts === null ? (
        <Text marginBottom="none">{t('loading')}</Text>
      ) : (
        <StorefrontPicker
          label={t('title')}
          storefronts={storefronts}
          chosen={chosen}
          single={{ error, errorId: `${copySourceId}-error` }}
          renderOption={({ id, name, platform }, index) => (
            <Radio
              {...(index === 0 ? { id: copySourceId } : {})}
              name={copySourceId}
              label={name}
              description={words('facts', { platform: platform || 'unknown', id: String(id) })}
              checked={id === chosen}
              onChange={() => onChoose(id)}
            />
          )}
        />
      )}
    </Panel>
  );
}
