import { type ReactNode, useEffect, useState } from 'react';
import { usePlace } from '../shell/place-context';
import { LeaveDialog } from './leave-dialog';

/** Asks before somebody leaves while storefronts are saved. @returns the dialog, `null` while there is nothing to ask */
export function useLeaveGuard(): ReactNode {
  const { guard } = usePlace();
  const [leave, setLeave] = useState<(() => void) | null>(null);

  useEffect(() => guard((goOn) => setLeave(() => goOn)), [guard]);

  if (leave === null) return null;
  return <LeaveDialog onStay={() => setLeave(null)} onLeave={leave} />;
}
