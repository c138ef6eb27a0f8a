'use client';

import { H2, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { SettingsFile } from '@/lib/settings-file/settings-file';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { PageColumn } from '../ui/page-column';
import { HydratedArea } from '../ui/hydrated-area';
import { ExportPanel } from './export-panel';
import { ImportPanel } from './import-panel';
import { ImportSettings } from './import-settings';

interface TransferViewProps {
  global: CustomerSettings;
}

/** Settings out of the store into a file, and out of a file into the store. */
export function TransferView({ global }: TransferViewProps) {
  const t = useTranslations('settingsFile');
  const [file, setFile] = useState<SettingsFile | null>(null);

  if (file !== null) return <ImportSettings file={file} global={global} onClose={() => setFile(null)} />;
  return (
    <HydratedArea>
      <PageColumn>
        <H2 marginBottom="xxSmall">{t('title')}</H2>
        <Text color="secondary60">{t('detail')}</Text>
        <ExportPanel />
        <ImportPanel onFile={setFile} />
      </PageColumn>
    </HydratedArea>
  );
}
