import { useState } from 'react';
import type { SettingField, TaggedSettings } from '@/lib/settings/customer-settings';
import { diffSettings, presentFields } from '@/lib/settings/diff';

export interface ShownSettings {
  /** What the form shows and a save is based on. */
  shown: TaggedSettings;
  /** Fields that were changed elsewhere and are not shown yet; empty also once the person dismissed that. */
  news: SettingField[];
  /** Fields that came in with the last look at the news. */
  marked: readonly SettingField[];
  show: () => void;
  dismiss: () => void;
  unmark: () => void;
  /** Shows at once what an answer to the person's own save says. */
  accept: (tagged: TaggedSettings) => void;
}

interface Options {
  /** What BigCommerce holds, as far as we know. */
  latest: TaggedSettings;
  /** False as long as what was shown first is still being read again. */
  settled: boolean;
}

const noFields: readonly SettingField[] = [];

/** Keeps what the form shows as it is when somebody changes it elsewhere, until the person wants to see that. */
export function useShownSettings({ latest, settled }: Options): ShownSettings {
  const [kept, setKept] = useState(latest);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [marked, setMarked] = useState(noFields);
  const differing = presentFields(diffSettings(kept.settings, latest.settings));
  const shown = settled && differing.length > 0 ? kept : latest;
  if (shown !== kept) setKept(shown);
  return {
    shown,
    news: shown === latest || dismissed === latest.etag ? [] : differing,
    marked,
    show() {
      setKept(latest);
      setMarked(differing);
    },
    dismiss: () => setDismissed(latest.etag),
    unmark: () => setMarked(noFields),
    accept(tagged) {
      setKept(tagged);
      setMarked(noFields);
    },
  };
}
