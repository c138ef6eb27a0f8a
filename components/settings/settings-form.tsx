'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, type SubmitEvent, Suspense, useEffect } from 'react';
import styled from 'styled-components';
import type { SettingsApi, TaggedSettings } from '@/lib/api/api-client';
import type { AppError } from '@/lib/errors';
import {
  isInheritable,
  type SettingValue,
  type StorefrontField,
  type StorefrontSettings,
} from '@/lib/settings/customer-settings';
import { presentFields } from '@/lib/settings/diff';
import { focusSetting } from '../setting-fields/setting-id';
import { SavedAlert, type SavedChange } from '../ui/saved-alert';
import { useOpenedStore } from '../shell/opened-store';
import { lazyComponent } from '../failures/lazy-component';
import { PageColumn } from '../ui/page-column';
import { useStoreReads } from '../data/store-reads';
import { useHydrated } from '../ui/use-hydrated';
import { GroupNotes } from './group-notes';
import { SaveBar } from './save-bar';
import { SettingsFields } from './settings-fields';
import { SettingsNotices } from './settings-notices';
import { useGuestGroupConsent } from '../setting-fields/use-guest-group-consent';
import type { StorefrontForm } from './storefront-form';
import { useConflictDialog } from './use-conflict-dialog';
import { useDiscardDialog } from './use-discard-dialog';
import { useSaveSettings } from './use-save-settings';
import type { SaveStatus } from '../data/save-machine';
import { useLinkedField } from './use-linked-field';
import { useSaveShortcut } from '../ui/use-save-shortcut';
import { type SettingWords, useSettingWords } from '../setting-fields/use-setting-words';
import { useShownSettings } from './use-shown-settings';
import { useSettingsDraft } from './use-settings-draft';
import { useUnsavedGuard } from '../ui/use-unsaved-guard';

// Nobody needs it before somebody else changed something.
const ChangedElsewhere = lazyComponent(() =>
  import('./changed-elsewhere-notice').then(({ ChangedElsewhereNotice: notice }) => notice),
);

const ChangedMark = lazyComponent(() => import('./changed-mark').then(({ ChangedMark: mark }) => mark));

interface SettingsFormProps {
  /** The storefront whose settings these are, `null` for the store. */
  channelId: number | null;
  api: SettingsApi<StorefrontSettings>;
  current: TaggedSettings<StorefrontSettings>;
  /** Where these are a storefront's settings. */
  storefront: StorefrontForm | null;
  /** Why nothing can be saved any more, as a read in the background found out. */
  failure: AppError | null;
  take(this: void, tagged: TaggedSettings<StorefrontSettings>): void;
  /** False as long as what is shown first is still being read again. */
  settled?: boolean;
  /** Stands above everything else. */
  heading?: ReactNode;
  /** Stands under a field. */
  renderFieldNote?: (field: StorefrontField) => ReactNode;
}

/** Failures after which the page can show what it has, and do nothing more. Others may be gone at the next read. */
function endsWork(failure: AppError): boolean {
  return failure.status === 401 || failure.code === 'store_token_rejected';
}

export const FormLayout = styled.form`
  display: flex;
  flex: 1;
  flex-direction: column;
  justify-content: space-between;
`;

function savedChanges(status: SaveStatus, words: SettingWords): SavedChange[] | null {
  if (status.kind !== 'saved') return null;
  return presentFields(status.sent).map((field) => ({
    field: words.label(field),
    before: words.value(field, status.before),
    after: words.value(field, status.sent),
  }));
}

/** What had never been set, or names a deleted group, cannot be saved again. */
function canUndo({ before, sent }: SaveStatus & { kind: 'saved' }, words: SettingWords): boolean {
  return presentFields(sent).every((field) => {
    const value = before[field];
    if (!isInheritable(field)) return value !== null;
    return typeof value !== 'number' || words.names.nameOf(value).kind !== 'deleted';
  });
}

/** The settings of the store or of one storefront, to be edited and saved. */
export function SettingsForm(props: SettingsFormProps) {
  const { channelId, api, storefront, failure, settled = true, heading, renderFieldNote } = props;
  const t = useTranslations('saving');
  const global = storefront?.global ?? null;
  const recent = useShownSettings({ latest: props.current, settled, take: props.take });
  const { shown: current, take } = recent;
  const { drafts } = useOpenedStore();
  const { groups } = useStoreReads();
  const hydrated = useHydrated();
  const words = useSettingWords(groups.list, global ?? undefined);
  const draft = useSettingsDraft(drafts.of(channelId), current.settings);
  const guests = useGuestGroupConsent({ draft, current: current.settings, global, groups: groups.list });
  const save = useSaveSettings({ api, current, draft, take, mayProceed: guests.mayProceed });
  const { dialog, ask } = useDiscardDialog(draft.dirty, () => {
    draft.discard();
    save.reset();
  });
  const conflict = useConflictDialog({ channelId, save, draft, current: current.settings, words });
  useUnsavedGuard(draft.dirty);
  useLinkedField(hydrated);
  useSaveShortcut(() => {
    if (dialog === null && conflict === null) save.save();
  });

  useEffect(() => {
    if (save.focus !== null) focusSetting(save.focus.field);
  }, [save.focus]);

  function edit(field: StorefrontField, value: SettingValue) {
    draft.edit(field, value);
    recent.unmark();
    save.setFieldError(field, null);
    if (save.status.kind === 'saved') save.dismiss();
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    save.save();
  }

  const { status } = save;
  const errors = { ...save.fieldErrors };
  if (status.kind === 'partly') {
    for (const field of status.notStored)
      errors[field] ??= t('notStored', { value: words.value(field, status.stored.settings) });
  }
  const lost = failure !== null && endsWork(failure) ? failure : null;

  return (
    // Before the script has taken over, what is typed would be lost: until then nothing can be.
    <FormLayout noValidate inert={!hydrated} data-ready={hydrated} onSubmit={submit}>
      <PageColumn>
        {heading}
        <SettingsNotices lost={lost} save={save} draft={draft} current={current.settings} words={words} />
        <Suspense fallback={null}>
          {recent.news.length > 0 && status.kind !== 'sending' && (
            <ChangedElsewhere
              channelId={channelId}
              fields={recent.news}
              latest={props.current.settings}
              words={words}
              onShow={recent.show}
              onDismiss={recent.dismiss}
            />
          )}
        </Suspense>
        {storefront?.renderAbove(draft.values, edit)}
        <SettingsFields
          values={draft.values}
          storefront={storefront}
          errors={errors}
          words={words}
          groups={groups}
          onEdit={edit}
          onFault={save.setFieldError}
          renderNote={(field) => (
            <>
              <GroupNotes
                field={field}
                value={draft.values[field]}
                global={global}
                words={words}
                guests={guests}
                onEdit={edit}
              />
              {recent.marked.includes(field) && (
                <Suspense fallback={null}>
                  <ChangedMark />
                </Suspense>
              )}
              {renderFieldNote?.(field)}
            </>
          )}
        />
      </PageColumn>
      <SaveBar
        dirty={draft.dirty}
        saving={status.kind === 'sending'}
        waiting={status.kind === 'waiting'}
        onDiscard={ask}
      />
      <SavedAlert
        changes={savedChanges(status, words)}
        takenOver={status.kind === 'saved' ? status.takenOver.map(words.label) : []}
        undone={status.kind === 'saved' && status.undone}
        onUndo={status.kind === 'saved' && canUndo(status, words) ? save.undo : null}
        onClose={save.dismiss}
      />
      {dialog}
      {conflict}
    </FormLayout>
  );
}
