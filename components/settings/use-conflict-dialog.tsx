import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect } from 'react';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { lazyComponent } from '../failures/lazy-component';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { Dialog } from '../ui/dialog';
import type { ConflictDialogProps } from './conflict-dialog';
import { saveButtonId } from './save-bar';
import type { SaveSettings } from './use-save-settings';
import type { DraftOfSettings } from './use-settings-draft';

interface Options {
  channelId: number | null;
  save: SaveSettings;
  draft: DraftOfSettings;
  current: CustomerSettings;
  words: SettingWords;
}

/** The dialog while what it asks is not there yet. */
function UnfinishedDialog({ onCancel, children }: ConflictDialogProps & { children: ReactNode }) {
  const t = useTranslations('conflictDialog');
  return (
    <Dialog
      title={t('title')}
      onClose={onCancel}
      actions={[{ text: t('cancel'), variant: 'subtle', onClick: onCancel }]}
    >
      <Text>{t('nothingSaved')}</Text>
      {children}
    </Dialog>
  );
}

const ConflictDialog = lazyComponent(
  () => import('./conflict-dialog').then(({ ConflictDialog: dialog }) => dialog),
  { frame: UnfinishedDialog },
);

/**
 * The dialog in which the user chooses a value for each field that both sides changed.
 *
 * @returns the dialog, `null` while there is nothing to ask
 */
export function useConflictDialog({ channelId, save, draft, current, words }: Options): ReactNode {
  const { status } = save;

  // Loaded at the first edit, so that it is available if the connection is lost later.
  useEffect(() => {
    if (draft.dirty) ConflictDialog.preload();
  }, [draft.dirty]);

  if (status.kind !== 'conflict') return null;
  return (
    <ConflictDialog
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
