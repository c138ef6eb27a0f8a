'use client';

import { Text } from '@bigcommerce/big-design';
import { Dialog } from './dialog';

interface ConfirmDialogProps {
  title: string;
  detail: string;
  /** The action that cancels, also for Escape. */
  stay: { text: string; onClick: () => void };
  /** The action that confirms and loses something. */
  goOn: { text: string; onClick: () => void };
}

/** A dialog that asks before something is lost. */
export function ConfirmDialog({ title, detail, stay, goOn }: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={stay.onClick}
      actions={[
        { ...stay, variant: 'subtle' },
        { ...goOn, actionType: 'destructive' },
      ]}
    >
      <Text marginBottom="none">{detail}</Text>
    </Dialog>
  );
}
