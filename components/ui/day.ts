/** The time zone in which the reader's days begin, for instance `Europe/Berlin`. In the browser only. */
export const { timeZone: readerTimeZone } = Intl.DateTimeFormat().resolvedOptions();

/** Whether a text is an existing day. Earlier years than the app's are incomplete input. */
export function isDay(text: string): boolean {
  if (!/^2\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day of a moment in the reader's time zone, for instance `2026-01-05`. */
export function dayOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first moment of a day, so many days later, in the reader's time zone. */
export function startOfDay(day: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).getTime();
}
