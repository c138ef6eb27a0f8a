'use client';

import { H2, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { SettingsFile } from '@/lib/settings-file/settings-file';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { PageColumn } from '../ui/page-column';
import { useHydrated } from '../ui/use-hydrated';
import { ExportPanel } from './export-panel';
import { ImportPanel } from './import-panel';
import { ImportSettings } from './import-settings';

interface TransferViewProps {
  global: CustomerSettings;
}

/** Settings out of the store into a file, and out of a file into the store. */
export function TransferView({ global }: TransferViewProps) {
  const t = useTranslations('settingsFile');
  const hydrated = useHydrated();
  const [file, setFile] = useState<SettingsFile | null>(null);

  if (file !== null) return <ImportSettings file={file} global={global} onClose={() => setFile(null)} />;
  return (
    // Before the script has taken over, what is chosen would be lost: until then nothing can be.
    <div inert={!hydrated} data-ready={hydrated}>
      <PageColumn>
        <H2 marginBottom="xxSmall">{t('title')}</H2>
        <Text color="secondary60">{t('detail')}</Text>
        <ExportPanel />
        <ImportPanel onFile={setFile} />
      </PageColumn>
    </div>
  );
}
