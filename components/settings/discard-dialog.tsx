'use client';

import { Modal, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';

interface DiscardDialogProps {
  onKeep: () => void;
  onDiscard: () => void;
}

/** BigDesign's modal puts its name on a part of the dialog, where nobody reads it. */
function nameDialog(content: HTMLElement | null): void {
  const titleId = content?.closest('[aria-labelledby]')?.getAttribute('aria-labelledby');
  if (titleId) content?.closest('[role="dialog"]')?.setAttribute('aria-labelledby', titleId);
}

export function DiscardDialog({ onKeep, onDiscard }: DiscardDialogProps) {
  const t = useTranslations('discardDialog');
  return (
    <Modal
      isOpen
      variant="dialog"
      header={t('title')}
      onClose={onKeep}
      actions={[
        { text: t('keep'), variant: 'subtle', type: 'button', onClick: onKeep },
        { text: t('discard'), actionType: 'destructive', type: 'button', onClick: onDiscard },
      ]}
    >
      <div ref={nameDialog}>
        <Text>{t('detail')}</Text>
      </div>
    </Modal>
  );
}
