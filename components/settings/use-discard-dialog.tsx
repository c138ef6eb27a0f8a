import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

interface DialogProps {
  onKeep: () => void;
  onDiscard: () => void;
}

interface UseDiscardDialog {
  dialog: ReactNode;
  ask: () => void;
}

const loadDialog = () => import('./discard-dialog').then(({ DiscardDialog }) => DiscardDialog);

/**
 * Asks before unsaved changes are thrown away.
 *
 * @param dirty whether there is something to lose; from then on the dialog is at hand, even without a connection
 * @param discard what to do when the person means it
 */
export function useDiscardDialog(dirty: boolean, discard: () => void): UseDiscardDialog {
  const [Dialog, setDialog] = useState<ComponentType<DialogProps> | null>(null);
  const [asking, setAsking] = useState(false);

  useEffect(() => {
    if (!dirty || Dialog !== null) return;
    loadDialog().then(
      (loaded) => setDialog(() => loaded),
      () => undefined,
    );
  }, [dirty, Dialog]);

  function close() {
    setAsking(false);
  }

  return {
    dialog:
      asking && Dialog !== null ? (
        <Dialog
          onKeep={close}
          onDiscard={() => {
            close();
            discard();
          }}
        />
      ) : null,
    ask() {
      setAsking(true);
      if (Dialog === null)
        loadDialog().then(
          (loaded) => setDialog(() => loaded),
          () => setAsking(false),
        );
    },
  };
}
