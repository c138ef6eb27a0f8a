'use client';

import { type ReactNode, useEffect } from 'react';
import styled from 'styled-components';
import { type AppError, endsWork } from '@/lib/errors';
import { isInheritable } from '@/lib/settings/customer-settings';
import { presentFields } from '@/lib/settings/diff';
import type { SaveStatus } from '../data/save-machine';
import { lazyComponent } from '../failures/lazy-component';
import { focusSetting } from '../setting-fields/setting-id';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { usePlace } from '../shell/place-context';
import { PageColumn } from '../ui/page-column';
import { SavedAlert, type SavedChange } from '../ui/saved-alert';
import { useHydrated } from '../ui/use-hydrated';
import { useSaveShortcut } from '../ui/use-save-shortcut';
import { SaveBar, saveButtonId } from './save-bar';
import { reasonId, SaveReason } from './save-reason';
import { SettingsNotices } from './settings-notices';
import { useConflictDialog } from './use-conflict-dialog';
import { useDiscardDialog } from './use-discard-dialog';
import { WaitingDraftsLine } from './waiting-drafts';
import type { SettingsFormState } from './use-settings-form';

// Loaded once something was changed elsewhere.
const ChangedElsewhere = lazyComponent(() =>
  import('./changed-elsewhere-notice').then(({ ChangedElsewhereNotice: notice }) => notice),
);

/** The field of the reason goes away with a save: the focus must not go with it. */
function leaveReason(): void {
  if (document.activeElement?.id === reasonId) document.getElementById(saveButtonId)?.focus();
}

export const FormLayout = styled.form`
  display: flex;
  flex: 1;
  flex-direction: column;
  justify-content: space-between;
`;

type Saved = SaveStatus & { kind: 'saved' };

function savedChanges({ before, sent }: Saved, words: SettingWords): SavedChange[] {
  return presentFields(sent).map((field) => ({
    field: words.label(field),
    before: words.value(field, before),
    after: words.value(field, sent),
  }));
}

/** Values that were never set, or that point to a deleted group, cannot be saved again. */
function canUndo({ before, sent }: Saved, words: SettingWords): boolean {
  return presentFields(sent).every((field) => {
    const value = before[field];
    if (!isInheritable(field)) return value !== null;
    return typeof value !== 'number' || words.names.nameOf(value).kind !== 'deleted';
  });
}

function Outcome({ save, words, readOnly }: SettingsFormState) {
  const { status } = save;
  const saved = status.kind === 'saved' ? status : null;
  return (
    <SavedAlert
      changes={saved && savedChanges(saved, words)}
      takenOver={saved?.takenOver.map(words.label) ?? []}
      undone={saved?.undone ?? false}
      onUndo={saved !== null && !readOnly && canUndo(saved, words) ? save.undo : null}
      onClose={save.dismiss}
    />
  );
}

/**
 * The form's element, inert until React has hydrated it: what was typed before would be lost. It draws itself anew
 * then, and its children not.
 */
function HydratedForm({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const hydrated = useHydrated();
  const { field } = usePlace();

  // The setting that a deep link names, once it can have the focus.
  useEffect(() => {
    if (hydrated && field !== null) focusSetting(field);
  }, [hydrated, field]);

  return (
    <FormLayout
      noValidate
      inert={!hydrated}
      data-ready={hydrated}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </FormLayout>
  );
}

interface SettingsFormProps {
  form: SettingsFormState;
  /** Why nothing can be saved any more, as a read in the background found out. */
  failure: AppError | null;
  /** Stands above everything else. */
  heading?: ReactNode;
  /** The fields. */
  children: ReactNode;
}

/** The frame around the fields of a store or a storefront: notices, save bar, dialogs and the result of a save. */
export function SettingsForm({ form, failure, heading, children }: SettingsFormProps) {
  const { channelId, draft, recent, save, words, readOnly, current, latest } = form;
  const { kind } = save.status;
  const { dialog, ask } = useDiscardDialog(() => {
    draft.discard();
    save.reset();
  });
  const conflict = useConflictDialog({ channelId, save, draft, current, words });
  function submit() {
    if (readOnly) return;
    leaveReason();
    save.save();
  }
  useSaveShortcut(submit);

  return (
    <HydratedForm onSubmit={submit}>
      <PageColumn>
        {heading}
        <SettingsNotices
          lost={failure !== null && endsWork(failure) ? failure : null}
          save={save}
          draft={draft}
          current={current}
          words={words}
          readOnly={readOnly}
          onDiscard={ask}
        />
        {recent.news.length > 0 && kind !== 'sending' && (
          <ChangedElsewhere
            channelId={channelId}
            fields={recent.news}
            latest={latest}
            words={words}
            onShow={recent.show}
            onDismiss={recent.dismiss}
          />
        )}
        {children}
      </PageColumn>
      {!readOnly && (
        <SaveBar
          state={<WaitingDraftsLine here={channelId} />}
          dirty={draft.dirty}
          saving={kind === 'sending'}
          waiting={kind === 'waiting'}
          onDiscard={ask}
          outcome={<Outcome {...form} />}
        >
          <SaveReason
            reason={draft.reason}
            required={form.reason.required}
            missing={form.reason.missing}
            onReason={draft.setReason}
          />
        </SaveBar>
      )}
      {dialog}
      {!readOnly && conflict}
    </HydratedForm>
  );
}
