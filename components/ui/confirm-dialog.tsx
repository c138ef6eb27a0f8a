'use client';

import { Text } from '@bigcommerce/big-design';
import { Dialog } from './dialog';

interface ConfirmDialogProps {
  title: string;
  detail: string;
  /** The way back, which Escape takes, too. */
  stay: { text: string; onClick: () => void };
  /** The way on, by which something is lost. */
  goOn: { text: string; onClick: () => void };
}

/** Asks before something is lost. */
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
