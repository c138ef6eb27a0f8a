import { useState } from 'react';
import { type AppError, toAppError } from '@/lib/errors';
import type { ChangeFilters, CsvSeparator, ExportFormat } from '@/lib/settings/change';
import { downloadFile } from '../ui/download-file';
import type { HandedFile } from '../ui/handed-file';
import { useOpenedStore } from '../shell/opened-store';

export interface HistoryExport {
  /** The format that is being written. */
  running: ExportFormat | null;
  /** The file that was handed to the browser. */
  handed: HandedFile | null;
  failed: { format: ExportFormat; error: AppError } | null;
  start: (format: ExportFormat) => void;
}

/** Downloads what passes the filters. */
export function useExport(filters: ChangeFilters, separator: CsvSeparator): HistoryExport {
  const { api, storeHash } = useOpenedStore();
  const [state, setState] = useState<Omit<HistoryExport, 'start'>>({
    running: null,
    handed: null,
    failed: null,
  });

  async function download(format: ExportFormat): Promise<void> {
    setState({ running: format, handed: null, failed: null });
    try {
      const content = await api.downloadChanges(filters, { format, separator });
      const name = `customer-settings-history-${storeHash}-${new Date().toISOString().slice(0, 10)}.${format}`;
      setState({ running: null, handed: downloadFile(content, name), failed: null });
    } catch (reason) {
      const error = toAppError(reason);
      setState({ running: null, handed: null, failed: { format, error } });
    }
  }

  return { ...state, start: (format) => void download(format) };
}
