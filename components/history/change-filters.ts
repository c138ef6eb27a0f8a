import type { ChangeFilters } from '@/lib/settings/change';
import type { HistorySearch } from './history-search';

/** The first moment of a day, so many days later, in the reader's time zone. */
function startOfDay(day: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).getTime();
}

/** Days are the reader's, and the last one is part of what is looked for. */
export function toChangeFilters({ from, until, ...filters }: HistorySearch): ChangeFilters {
  return {
    ...filters,
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(until === undefined ? {} : { until: startOfDay(until, 1) }),
  };
}
