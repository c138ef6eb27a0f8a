import { useEffect, useEffectEvent, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { AppSettings } from '@/lib/settings/app-settings';
import type { ChangeableAppSettings } from '@/lib/api/api-client';
import { type AppError, toAppError } from '@/lib/errors';
import { toNote } from '@/lib/settings/change';
import { useOpenedStore } from '../shell/opened-store';

interface AppSettingsRead {
  settings: ChangeableAppSettings | null;
  failure: AppError | null;
  readAgain: () => void;
  /** @throws {AppError} where they could not be saved */
  save: (settings: AppSettings) => Promise<void>;
}

/**
 * The store's settings of this app, shared by the parts that edit or show them.
 *
 * @param wanted false while nothing needs them yet
 */
export function useAppSettings(wanted = true): AppSettingsRead {
  const { api, storeHash } = useOpenedStore();
  const { mutate } = useSWRConfig();
  const key = ['app-settings', storeHash];
  const { data, error } = useSWR<ChangeableAppSettings, unknown>(wanted ? key : null, () =>
    api.getAppSettings(),
  );
  return {
    settings: data ?? null,
    failure: error === undefined ? null : toAppError(error),
    readAgain: () => void mutate(key),
    async save(settings) {
      await mutate(key, await api.putAppSettings(settings), { revalidate: false });
    },
  };
}

export interface RequiredReason {
  required: boolean;
  /** True once a save was stopped because the reason is missing. */
  missing: boolean;
  /** Called before a save; `false` where the reason is missing, whose field gets the focus. */
  mayProceed: () => boolean;
}

/**
 * Whether a change needs a reason. While that is not known the server decides.
 *
 * @param fieldId of the field of the reason
 * @param reason as typed
 * @param wanted false while there is nothing to save
 */
export function useRequiredReason(fieldId: string, reason: string, wanted = true): RequiredReason {
  const { settings } = useAppSettings(wanted);
  const [stopped, setStopped] = useState(false);
  const required = settings?.reasonRequired === true;
  const absent = required && toNote(reason) === undefined;
  return {
    required,
    missing: absent && stopped,
    mayProceed() {
      setStopped(absent);
      if (absent) document.getElementById(fieldId)?.focus();
      return !absent;
    },
  };
}

/** Reads the app's settings again once a save was refused for want of a reason: they were changed since. */
export function useRefusedReason(error: AppError | null): void {
  const refused = error?.code === 'reason_required';
  const { readAgain } = useAppSettings(refused);
  const read = useEffectEvent(readAgain);
  useEffect(() => {
    if (refused) read();
  }, [refused, error]);
}
