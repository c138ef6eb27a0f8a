'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { CheckedScope } from '@/lib/checks/checked-store';
import type { AppError } from '@/lib/errors';
import { policyUrlFault } from '@/lib/settings/policy-url';
import { usePolicyChecks } from '../data/use-policy-checks';
import { useErrorWords } from '../failures/use-error-words';
import { ActionButton } from '../ui/action-button';
import { checkPages } from './check-pages';

type Run =
  | { kind: 'none' }
  | { kind: 'running' | 'done'; done: number; all: number }
  | { kind: 'stopped'; done: number; error: AppError };

function Stopped({ done, error }: { done: number; error: AppError }) {
  const t = useTranslations('checks');
  const { title, action } = useErrorWords(error);
  return <span>{t('pagesStopped', { done, title, action })}</span>;
}

/** Every address once that could be requested. */
function pagesOf(scopes: readonly CheckedScope[]): string[] {
  const urls = scopes.map(({ settings }) => settings.policyUrl ?? '');
  return [...new Set(urls)].filter((url) => url !== '' && policyUrlFault(url) === null);
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Checks the policy pages of all storefronts. */
export function PageChecks({ scopes }: { scopes: readonly CheckedScope[] }) {
  const t = useTranslations('checks');
  const { checkOrThrow } = usePolicyChecks();
  const [run, setRun] = useState<Run>({ kind: 'none' });
  const leaving = useRef(new AbortController());

  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);

  async function begin() {
    const urls = pagesOf(scopes);
    const { signal } = leaving.current;
    let done = 0;
    setRun({ kind: 'running', done, all: urls.length });
    const error = await checkPages(urls, {
      check: checkOrThrow,
      wait,
      signal,
      onProgress: (count) => {
        done = count;
        setRun({ kind: 'running', done, all: urls.length });
      },
    });
    if (error === null) setRun({ kind: 'done', done, all: urls.length });
    else setRun({ kind: 'stopped', done, error });
  }

  return (
    <>
      <ActionButton
        type="button"
        variant="secondary"
        label={t('checkPages')}
        busyLabel={
          run.kind === 'running' ? t('checkingPages', { done: run.done, all: run.all }) : t('checkPages')
        }
        off={false}
        busy={run.kind === 'running'}
        onClick={() => void begin()}
      />
      <Small as="span" role="status" marginBottom="none">
        {run.kind === 'done' && <span>{t('pagesChecked', { count: run.done })}</span>}
        {run.kind === 'stopped' && <Stopped done={run.done} error={run.error} />}
      </Small>
    </>
  );
}
