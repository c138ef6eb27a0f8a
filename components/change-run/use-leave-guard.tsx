import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { usePlace } from '../shell/place-context';
import { ConfirmDialog } from '../ui/confirm-dialog';

/**
 * Asks before somebody leaves while storefronts are saved: that stops what has not begun, and leaves the list of what
 * was saved.
 *
 * @returns the dialog, `null` while there is nothing to ask
 */
export function useLeaveGuard(): ReactNode {
  const t = useTranslations('bulk.leave');
  const { guard } = usePlace();
  const [leave, setLeave] = useState<(() => void) | null>(null);

  useEffect(() => guard((goOn) => setLeave(() => goOn)), [guard]);

  if (leave === null) return null;
  return (
    <ConfirmDialog
      title={t('title')}
      detail={t('detail')}
      stay={{ text: t('stay'), onClick: () => setLeave(null) }}
      goOn={{ text: t('leave'), onClick: leave }}
    />
  );
}
