'use client';

import { Modal, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { nameDialog } from '../ui/name-dialog';

interface DiscardDialogProps {
  onKeep: () => void;
  onDiscard: () => void;
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
