import useSWRInfinite from 'swr/infinite';
import type { CursorPage } from '@/lib/api/changes-api';
import { type AppError, toAppError } from '@/lib/errors';

export interface CursorPages<Item> {
  /** `null` until the first page came. */
  items: Item[] | null;
  failure: AppError | null;
  reading: boolean;
  /** More follow. */
  more: boolean;
  readingMore: boolean;
  showMore: () => void;
  readAgain: () => void;
}

/**
 * A list that is read page by page.
 *
 * @param key the key of the list in SWR's cache
 * @param read requests one page
 */
export function useCursorPages<Item>(
  key: readonly unknown[],
  read: (cursor: string | null) => Promise<CursorPage<Item>>,
): CursorPages<Item> {
  const { data, error, size, setSize, isValidating, mutate } = useSWRInfinite<CursorPage<Item>, unknown>(
    (index: number, previous: CursorPage<Item> | null) =>
      index > 0 && previous?.nextCursor === null ? null : [...key, previous?.nextCursor ?? null],
    (asked: unknown[]) => read(asked.at(-1) as string | null),
    { revalidateOnMount: true },
  );

  function failure(): AppError | null {
    if (error === undefined || isValidating) return null;
    return toAppError(error);
  }

  return {
    items: data?.flatMap(({ items }) => items) ?? null,
    failure: failure(),
    reading: isValidating,
    more: data !== undefined && data.at(-1)?.nextCursor !== null,
    readingMore: isValidating && data !== undefined && data.length < size,
    showMore: () => void setSize((data?.length ?? 0) + 1),
    readAgain: () => void mutate(),
  };
}
