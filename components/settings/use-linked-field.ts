import { useEffect } from 'react';
import { focusSetting } from '../setting-fields/setting-id';
import { useOpenedStore } from '../shell/opened-store';

/** Moves the focus to the setting that a deep link named, once, as soon as the form reacts. */
export function useLinkedField(hydrated: boolean): void {
  const { field } = useOpenedStore().link;
  useEffect(() => {
    if (hydrated && field !== null) focusSetting(field);
  }, [hydrated, field]);
}
