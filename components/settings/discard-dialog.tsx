'use client';

import { Modal, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';

interface DiscardDialogProps {
  onKeep(): void;
  onDiscard(): void;
}

/** BigDesign's modal is named after its title, and does not say that it is a dialog. */
function announceDialog(content: HTMLElement | null): void {
  const dialog = content?.closest('[aria-labelledby]');
  dialog?.setAttribute('role', 'alertdialog');
  dialog?.setAttribute('aria-modal', 'true');
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
      <div ref={announceDialog}>
        <Text>{t('detail')}</Text>
      </div>
    </Modal>
  );
}
