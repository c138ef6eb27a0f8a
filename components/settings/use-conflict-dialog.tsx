import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import type { StorefrontSettings } from '@/lib/settings/customer-settings';
import type { ConflictDialogProps } from './conflict-dialog';
import { saveButtonId } from './save-bar';
import type { SaveSettings } from './use-save-settings';
import type { SettingWords } from '../setting-fields/use-setting-words';
import type { DraftOfSettings } from './use-settings-draft';

interface Options {
  channelId: number | null;
  save: SaveSettings;
  draft: DraftOfSettings;
  current: StorefrontSettings;
  words: SettingWords;
}

const loadDialog = () => import('./conflict-dialog').then(({ ConflictDialog }) => ConflictDialog);

/**
 * Asks, field by field, whose value is to hold where both sides changed it.
 *
 * @returns the dialog, `null` while there is nothing to ask
 */
export function useConflictDialog({ channelId, save, draft, current, words }: Options): ReactNode {
  const [Dialog, setDialog] = useState<ComponentType<ConflictDialogProps> | null>(null);
  const { status } = save;
  const wanted = draft.dirty && Dialog === null;

  useEffect(() => {
    if (!wanted) return;
    loadDialog().then(
      (loaded) => setDialog(() => loaded),
      () => undefined,
    );
  }, [wanted]);

  if (status.kind !== 'conflict' || Dialog === null) return null;
  return (
    <Dialog
      fields={status.fields.map((field) => ({
        field,
        label: words.label(field),
        saw: words.value(field, draft.seen),
        mine: words.value(field, draft.values),
        theirs: words.value(field, current),
      }))}
      channelId={channelId}
      current={current}
      takenOver={status.takenOver.map(words.label)}
      onCancel={() => {
        save.dismiss();
        document.getElementById(saveButtonId)?.focus();
      }}
      onResolve={save.resolve}
    />
  );
}
