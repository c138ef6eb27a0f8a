'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';
import { settingsFileVersion, type StorefrontInFile } from '@/lib/settings-file/settings-file';
import { groupsNamedBy, writeSettingsFile } from '@/lib/settings-file/write-settings-file';
import type { Storefront } from '@/lib/settings/storefront';
import { FailureReason } from '../failures/failure-reason';
import { NameList } from '../change-run/name-list';
import type { NamedScope } from '../change-run/proposal';
import type { ReadOutcomes } from '../data/scope-settings';
import { useFreshRead } from '../data/use-fresh-read';
import { downloadFile } from '../ui/download-file';
import type { HandedFile } from '../ui/handed-file';
import { Notice } from '../ui/notice';
import { useOpenedStore } from '../shell/opened-store';
import { useStoreReads } from '../data/store-reads';

interface ExportRunProps {
  withGlobal: boolean;
  storefronts: readonly Storefront[];
  /** @param file that was handed to the browser, `null` where the export was given up */
  onDone: (file: HandedFile | null) => void;
}

/** @returns what hands all that was read to the browser as a file */
function useWriteFile(
  { withGlobal, storefronts, onDone }: ExportRunProps,
  outcomes: ReadOutcomes,
): () => void {
  const { storeHash, opening } = useOpenedStore();
  const { groups, initial } = useStoreReads();

  return () => {
    const settingsOf = (id: number | null) => {
      const answer = outcomes.get(id);
      return answer?.kind === 'read' ? answer.tagged.settings : null;
    };
    const global = withGlobal ? settingsOf(null) : null;
    const exported = storefronts.flatMap(({ id, name }): StorefrontInFile[] => {
      const settings = settingsOf(id);
      return settings === null ? [] : [{ id, name, settings }];
    });
    const all = [...(global === null ? [] : [global]), ...exported.map(({ settings }) => settings)];
    const now = Date.now();
    const text = writeSettingsFile({
      exportedAt: now,
      store: { hash: storeHash, name: initial?.storeName ?? opening.storeName() ?? '' },
      global,
      storefronts: exported,
      groups: groupsNamedBy(all, groups.list.groups),
    });
    const day = new Date(now).toISOString().slice(0, 10);
    const content = new Blob([text], { type: 'application/json' });
    const name = `customer-settings-${storeHash}-${day}-v${settingsFileVersion}.json`;
    onDone(downloadFile(content, name));
  };
}

interface FailedReadsProps {
  failed: readonly NamedScope[];
  outcomes: ReadOutcomes;
  onRetry: () => void;
  /** Left out where nothing would be in the file. */
  onWithout: (() => void) | null;
  onCancel: () => void;
}

/** Names the parts that could not be read, and offers a retry. */
function FailedReads({ failed, outcomes, onRetry, onWithout, onCancel }: FailedReadsProps) {
  const t = useTranslations('settingsFile');
  const title = t('exportFailed', { count: failed.length });
  return (
    <Notice
      type="warning"
      role="alert"
      title={title}
      actions={
        <>
          <Button type="button" variant="secondary" mobileWidth="auto" onClick={onRetry}>
            {t('retry')}
          </Button>
          {onWithout !== null && (
            <Button type="button" variant="subtle" mobileWidth="auto" onClick={onWithout}>
              {t('exportWithout')}
            </Button>
          )}
          <Button type="button" variant="subtle" mobileWidth="auto" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      <NameList
        label={title}
        storefronts={failed}
        renderNote={({ id }) => {
          const answer = outcomes.get(id);
          return answer?.kind === 'failed' && <FailureReason error={answer.error} reading />;
        }}
      />
    </Notice>
  );
}

/** Reads what is to be exported as it is now, and hands it to the browser as a file. */
export function ExportRun(props: ExportRunProps) {
  const { withGlobal, storefronts, onDone } = props;
  const t = useTranslations('settingsFile');
  const names: NamedScope[] = [...(withGlobal ? [{ id: null, name: t('global') }] : []), ...storefronts];
  const { outcomes, awaited, retryFailed } = useFreshRead(names.map(({ id }) => id));
  const write = useWriteFile(props, outcomes);
  const failed = names.filter(({ id }) => outcomes.get(id)?.kind === 'failed');
  const read = awaited === 0 && failed.length === 0;

  const writeOnce = useEffectEvent(write);
  useEffect(() => {
    if (read) writeOnce();
  }, [read]);

  if (awaited > 0 || failed.length === 0)
    return (
      <Text role="status" marginTop="small" marginBottom="none">
        {t('exportProgress', { done: outcomes.size, all: names.length })}
      </Text>
    );
  return (
    <FailedReads
      failed={failed}
      outcomes={outcomes}
      onRetry={retryFailed}
      onWithout={failed.length < names.length ? write : null}
      onCancel={() => onDone(null)}
    />
  );
}
