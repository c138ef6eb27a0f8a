'use client';

import { Modal, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { nameDialog } from '../ui/name-dialog';

interface LeaveDialogProps {
  onStay: () => void;
  onLeave: () => void;
}

/** While storefronts are saved: to go elsewhere stops what has not begun, and leaves the list of what was saved. */
export function LeaveDialog({ onStay, onLeave }: LeaveDialogProps) {
  const t = useTranslations('bulk.leave');
  return (
    <Modal
      isOpen
      variant="dialog"
      header={t('title')}
      onClose={onStay}
      actions={[
        { text: t('stay'), variant: 'subtle', type: 'button', onClick: onStay },
        { text: t('leave'), actionType: 'destructive', type: 'button', onClick: onLeave },
      ]}
    >
      <div ref={nameDialog}>
        <Text>{t('detail')}</Text>
      </div>
    </Modal>
  );
}
