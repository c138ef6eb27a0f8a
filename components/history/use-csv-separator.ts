import { useState, useSyncExternalStore } from 'react';
import { type CsvSeparator, csvSeparators } from '@/lib/settings/change';
import { browserLanguages } from './browser-languages';
import { browserStorage } from '../ui/safe-storage';

const key = 'customer-settings:csv-separator';

/** Only this tab changes what it shows, so there is nothing to follow. */
const noChanges = () => () => undefined;

/** Where numbers have a decimal comma, spreadsheets expect semicolons between cells. */
function usualSeparator(): CsvSeparator {
  const parts = new Intl.NumberFormat(browserLanguages()).formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? 'semicolon' : 'comma';
}

function keptSeparator(): CsvSeparator {
  const kept = browserStorage.read(key);
  return csvSeparators.find((separator) => separator === kept) ?? usualSeparator();
}

/** The separator of CSV files: chosen once in a browser, until then the one that is usual in its region. */
export function useCsvSeparator(): [CsvSeparator, (separator: CsvSeparator) => void] {
  const kept = useSyncExternalStore(noChanges, keptSeparator, (): CsvSeparator => 'comma');
  const [chosen, setChosen] = useState<CsvSeparator | null>(null);
  return [
    chosen ?? kept,
    (separator) => {
      browserStorage.write(key, separator);
      setChosen(separator);
    },
  ];
}
