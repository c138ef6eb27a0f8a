'use client';

import { type ComponentType, lazy } from 'react';
import { AppError } from '@/lib/errors';
import { FailureNotice } from './failure-notice';

/** Drafts and the session outlive a reload, so nothing is lost by it. */
function PartFailed() {
  return <FailureNotice error={new AppError('offline')} onTryAgain={() => location.reload()} />;
}

/**
 * A part of the page whose script comes when it is needed. Where it does not come, the page says so in its place.
 *
 * @param load the import of the part
 */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(() =>
    load().then(
      (part) => ({ default: part }),
      () => ({ default: PartFailed as ComponentType<Props> }),
    ),
  );
}
