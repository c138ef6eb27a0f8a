'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import {
  type ComponentType,
  type FunctionComponent,
  type ReactNode,
  Suspense,
  use,
  useEffect,
  useState,
} from 'react';
import { Notice } from '../ui/notice';
import { createPartLoader, type PartFailure, type PartLoader } from './part-loader';

/** A component that loads faster is not announced. Milliseconds. */
const announceAfterMs = 400;

interface LazyOptions<Props> {
  /** A frame around the announcement or the failure, which are its `children`. */
  frame?: ComponentType<Props & { children: ReactNode }>;
}

/** A component whose script is requested when it is shown for the first time, or by `preload`. */
export interface LazyComponent<Props> extends FunctionComponent<Props> {
  /** Requests the script ahead of time; where that fails, it is requested again when the part is shown. */
  preload: () => void;
}

function PartPending() {
  const t = useTranslations('parts');
  const [late, setLate] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setLate(true), announceAfterMs);
    return () => clearTimeout(timer);
  }, []);

  // In the page before its text, or screen readers would not read it out.
  return <div role="status">{late && <Text marginBottom="none">{t('pending')}</Text>}</div>;
}

/** Offers a reload. Drafts and the session survive it. */
function PartFailed({ failure, onTryAgain }: { failure: PartFailure; onTryAgain: () => void }) {
  const t = useTranslations('parts');

  useEffect(() => {
    if (failure === 'updated') return;
    addEventListener('online', onTryAgain);
    return () => removeEventListener('online', onTryAgain);
  }, [failure, onTryAgain]);

  return (
    <Notice
      type={failure === 'updated' ? 'info' : 'error'}
      role="alert"
      title={t(`${failure}.title`)}
      actions={
        <Button
          type="button"
          variant="secondary"
          mobileWidth="auto"
          onClick={failure === 'updated' ? () => location.reload() : onTryAgain}
        >
          {t(`${failure}.action`)}
        </Button>
      }
    >
      <Text marginBottom="none">{t(`${failure}.detail`)}</Text>
    </Notice>
  );
}

interface LoadedProps<Props> {
  loader: PartLoader<ComponentType<Props>>;
  frame: ComponentType<Props & { children: ReactNode }>;
  props: Props;
  onTryAgain: () => void;
}

function Loaded<Props extends object>({ loader, frame: Frame, props, onTryAgain }: LoadedProps<Props>) {
  const outcome = loader.outcome() ?? use(loader.load());
  if (outcome.kind === 'loaded') return <outcome.part {...props} />;
  return (
    <Frame {...props}>
      <PartFailed failure={outcome.failure} onTryAgain={onTryAgain} />
    </Frame>
  );
}

function Unframed({ children }: { children: ReactNode }) {
  return children;
}

/**
 * A part of the page whose script is requested when it is needed. Until it has loaded, its place says so. Where loading
 * fails, its place says why, and it is requested again on demand, when the connection is back, and when it is shown
 * again. What the server draws of it is hydrated later than the page: until then its controls have to be inert
 * (`HydratedArea`, `HydratedControls`).
 *
 * @param load the import of the part
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { frame: Frame = Unframed }: LazyOptions<Props> = {},
): LazyComponent<Props> {
  const loader = createPartLoader(load);

  function Lazy(props: Props) {
    const [, setTries] = useState(1);

    useEffect(() => loader.forgetFailure, []);

    function tryAgain() {
      loader.forgetFailure();
      setTries((before) => before + 1);
    }

    return (
      <Suspense
        fallback={
          <Frame {...props}>
            <PartPending />
          </Frame>
        }
      >
        <Loaded loader={loader} frame={Frame} props={props} onTryAgain={tryAgain} />
      </Suspense>
    );
  }

  return Object.assign(Lazy, {
    preload: () => void loader.load().then(loader.forgetFailure),
  });
}
