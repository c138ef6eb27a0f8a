import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../ui/confirm-dialog';

interface UseDiscardDialog {
  /** `null` while there is nothing to ask. */
  dialog: ReactNode;
  ask: () => void;
}

/**
 * Asks before unsaved changes are thrown away.
 *
 * @param discard what to do when the person means it
 */
export function useDiscardDialog(discard: () => void): UseDiscardDialog {
  const t = useTranslations('discardDialog');
  const [asking, setAsking] = useState(false);

  function close() {
    setAsking(false);
  }

  function closeAndDiscard() {
    close();
    discard();
  }

  return {
    dialog: asking ? (
      <ConfirmDialog
        title={t('title')}
        detail={t('detail')}
        stay={{ text: t('keep'), onClick: close }}
        goOn={{ text: t('discard'), onClick: closeAndDiscard }}
      />
    ) : null,
    ask: () => setAsking(true),
  };
}
