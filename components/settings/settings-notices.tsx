'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import styled from 'styled-components';
import type { AppError } from '@/lib/errors';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { lazyComponent } from '../failures/lazy-component';
import { useOpenedStore } from '../shell/opened-store';
import { FailureNotice } from '../failures/failure-notice';
import { Notice } from '../ui/notice';
import { saveButtonId } from './save-bar';
import type { SaveStatus } from '../data/save-machine';
import type { SaveSettings } from './use-save-settings';
import type { SettingWords } from '../setting-fields/use-setting-words';
import type { DraftOfSettings } from './use-settings-draft';

// Right after an installation, and for stores that allowed the app less than it asked for.
const WelcomeNotice = lazyComponent(() =>
  import('./first-run-notices').then(({ WelcomeNotice: notice }) => notice),
);
const MissingScopesNotice = lazyComponent(() =>
  import('./first-run-notices').then(({ MissingScopesNotice: notice }) => notice),
);

// Where a save changed more than it was asked to.
const SideEffectsNotice = lazyComponent(() =>
  import('./save-notices').then(({ SideEffectsNotice: notice }) => notice),
);

// Once something went wrong.
const CountdownNotice = lazyComponent(() =>
  import('../failures/countdown-notice').then(({ CountdownNotice: notice }) => notice),
);
const SettingsChangedNotice = lazyComponent(() =>
  import('./save-notices').then(({ SettingsChangedNotice: notice }) => notice),
);

/** Outcomes that the page says something about here. */
const noticedKinds: ReadonlySet<SaveStatus['kind']> = new Set([
  'partly',
  'conflict',
  'alreadySaved',
  'failed',
  'waiting',
] as const);

const KeptDraftNotice = lazyComponent(() =>
  import('./save-notices').then(({ KeptDraftNotice: notice }) => notice),
);

/** The page says itself that the role allows no changes. */
function isRoleRefusal(status: SaveStatus, readOnly: boolean): boolean {
  return readOnly && status.kind === 'failed' && status.error.code === 'role_insufficient';
}

interface SettingsNoticesProps {
  lost: AppError | null;
  save: SaveSettings;
  draft: DraftOfSettings;
  current: CustomerSettings;
  words: SettingWords;
  readOnly: boolean;
  onDiscard: () => void;
}

const Stack = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.medium};
  scroll-margin-block-start: ${({ theme }) => theme.spacing.medium};

  &:not(:empty) {
    margin-block-end: ${({ theme }) => theme.spacing.medium};
  }
`;

/** Moves the focus to Save, because the pressed button disappears with its notice. */
function focusSaveButton() {
  document.getElementById(saveButtonId)?.focus();
}

/** The outcome of the last save, where it is neither a success nor a question. */
function OutcomeNotice({ save }: { save: SaveSettings }) {
  const t = useTranslations('saving');
  const { status } = save;
  if (status.kind === 'failed')
    return (
      <FailureNotice
        error={status.error}
        onTryAgain={() => {
          focusSaveButton();
          save.save();
        }}
      />
    );
  if (status.kind === 'partly')
    return (
      <Notice type="warning" role="alert" title={t('partlyTitle')}>
        <Text marginBottom="none">{t('partlyDetail')}</Text>
      </Notice>
    );
  if (status.kind === 'alreadySaved')
    return (
      <Notice type="info" role="alert" title={t('changedTitle')}>
        <Text marginBottom="none">{t('changedSame')}</Text>
      </Notice>
    );
  return null;
}

/** The notices about the whole page, above the settings. */
export function SettingsNotices(props: SettingsNoticesProps) {
  const { lost, save, draft, current, words, readOnly, onDiscard } = props;
  const t = useTranslations('saving');
  const { firstRun, missingScopes } = useOpenedStore();
  const stack = useRef<HTMLDivElement>(null);
  const { status } = save;

  useEffect(() => {
    if (noticedKinds.has(status.kind)) stack.current?.scrollIntoView({ block: 'nearest' });
  }, [status]);

  return (
    <Stack ref={stack}>
      {firstRun && <WelcomeNotice settings={current} />}
      {missingScopes.length > 0 && <MissingScopesNotice />}
      {readOnly && draft.dirty && <KeptDraftNotice onDiscard={onDiscard} />}
      {draft.restored && !readOnly && (
        <Notice type="info" title={t('restoredTitle')}>
          <Text marginBottom="none">{t('restoredDetail')}</Text>
        </Notice>
      )}
      {lost !== null && status.kind !== 'failed' && <FailureNotice error={lost} onTryAgain={save.save} />}
      {!isRoleRefusal(status, readOnly) && <OutcomeNotice save={save} />}
      {(status.kind === 'saved' || status.kind === 'partly') && status.sideEffects !== undefined && (
        <SideEffectsNotice
          sideEffects={status.sideEffects}
          words={words}
          onUndo={({ before, stored }) => {
            focusSaveButton();
            draft.takeUp(before, stored);
          }}
        />
      )}
      {status.kind === 'waiting' && (
        <CountdownNotice
          error={status.error}
          seconds={status.seconds}
          onCancel={() => {
            focusSaveButton();
            save.cancelRetry();
          }}
        />
      )}
      {draft.conflicts.length > 0 && (
        <SettingsChangedNotice
          fields={draft.conflicts.map((field) => ({
            label: words.label(field),
            now: words.value(field, current),
            yours: words.value(field, draft.values),
          }))}
        />
      )}
    </Stack>
  );
}
