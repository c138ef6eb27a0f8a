'use client';

import { H2, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { useTitlePart } from '../shell/page-title';
import { useAllows } from '../shell/use-role';
import { viewHeadingId } from '../shell/view';
import { PageColumn } from '../ui/page-column';
import { HydratedArea } from '../ui/hydrated-area';
import { AppSettingsPanel } from './app-settings-panel';
import { ExportPanel } from './export-panel';
import { type ImportedFile, ImportPanel } from './import-panel';
import { ImportSettings } from './import-settings';

interface TransferViewProps {
  global: CustomerSettings;
}

/** Settings out of the store into a file, and out of a file into the store; below, the settings of the app itself. */
export function TransferView({ global }: TransferViewProps) {
  const t = useTranslations('settingsFile');
  const mayWrite = useAllows('write');
  const [imported, setImported] = useState<ImportedFile | null>(null);
  const shown = useRef(imported);
  useTitlePart(imported === null ? t('title') : null);

  // The button that closed the import is gone, and the focus with it.
  useEffect(() => {
    if (shown.current !== null && imported === null) document.getElementById(viewHeadingId)?.focus();
    shown.current = imported;
  }, [imported]);

  if (imported !== null)
    return <ImportSettings {...imported} global={global} onClose={() => setImported(null)} />;
  return (
    <HydratedArea>
      <PageColumn>
        <H2 id={viewHeadingId} tabIndex={-1} marginBottom="xxSmall">
          {t('title')}
        </H2>
        <Text color="secondary60">{t('detail')}</Text>
        <ExportPanel />
        {mayWrite && <ImportPanel onFile={setImported} />}
        <AppSettingsPanel />
      </PageColumn>
    </HydratedArea>
  );
}
