'use client';

import { useTranslations } from 'next-intl';
import { type SubmitEvent, useEffect } from 'react';
import styled from 'styled-components';
import type { TaggedSettings } from '@/lib/api-client';
import type { AppError } from '@/lib/errors';
import type { SettingField } from '@/lib/settings/customer-settings';
import { presentFields } from '@/lib/settings/diff';
import { settingId } from '../fields/setting-id';
import { SavedAlert, type SavedChange } from '../notices/saved-alert';
import { useOpenedStore } from '../opened-store';
import { PageColumn } from '../page-column';
import { StoreName } from '../store-name';
import { useHydrated } from '../use-hydrated';
import { SaveBar } from './save-bar';
import type { SettingValue } from './settings-draft';
import { SettingsFields } from './settings-fields';
import { SettingsNotices } from './settings-notices';
import type { CustomerGroupsRead } from './use-customer-groups';
import { useDiscardDialog } from './use-discard-dialog';
import { type SaveOutcome, useSaveSettings } from './use-save-settings';
import { useLinkedField } from './use-linked-field';
import { useSaveShortcut } from './use-save-shortcut';
import { type SettingWords, useSettingWords } from './use-setting-words';
import { useSettingsDraft } from './use-settings-draft';
import { useUnsavedGuard } from './use-unsaved-guard';

interface SettingsFormProps {
  storeName: string | null;
  current: TaggedSettings;
  groups: CustomerGroupsRead;
  /** Why nothing can be saved any more, as a read in the background found out. */
  lost: AppError | null;
  take: (tagged: TaggedSettings) => void;
  readAgain: () => void;
}

export const FormLayout = styled.form`
  display: flex;
  flex: 1;
  flex-direction: column;
  justify-content: space-between;
`;

function savedChanges(outcome: SaveOutcome | null, words: SettingWords): SavedChange[] | null {
  if (outcome?.kind !== 'saved') return null;
  return presentFields(outcome.sent).map((field) => ({
    field: words.label(field),
    before: words.value(field, outcome.before),
    after: words.value(field, outcome.sent),
  }));
}

/** The settings of the store, to be edited and saved. */
export function SettingsForm(props: SettingsFormProps) {
  const { storeName, current, groups, lost, take, readAgain } = props;
  const t = useTranslations('saving');
  const { storeHash } = useOpenedStore();
  const hydrated = useHydrated();
  const words = useSettingWords(groups.list);
  const draft = useSettingsDraft(storeHash, current.settings);
  const save = useSaveSettings({ current, draft, take, readAgain });
  const { dialog, ask } = useDiscardDialog(draft.dirty, () => {
    draft.discard();
    save.reset();
  });
  useUnsavedGuard(draft.dirty);
  useLinkedField(hydrated);
  useSaveShortcut(() => {
    if (dialog === null) save.save();
  });

  useEffect(() => {
    if (save.focus !== null) document.getElementById(settingId(save.focus.field))?.focus();
  }, [save.focus]);

  function edit(field: SettingField, value: SettingValue) {
    draft.edit(field, value);
    save.setFieldError(field, null);
    if (save.outcome?.kind === 'saved') save.dismiss();
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    save.save();
  }

  const { outcome } = save;
  const errors = { ...save.fieldErrors };
  if (outcome?.kind === 'partly') {
    for (const field of outcome.notStored)
      errors[field] ??= t('notStored', { value: words.value(field, outcome.stored) });
  }

  return (
    // Before the script has taken over, what is typed would be lost: until then nothing can be.
    <FormLayout noValidate inert={!hydrated} data-ready={hydrated} onSubmit={submit}>
      <PageColumn>
        <StoreName name={storeName} storeHash={storeHash} />
        <SettingsNotices lost={lost} save={save} draft={draft} current={current.settings} words={words} />
        <SettingsFields
          values={draft.values}
          errors={errors}
          words={words}
          groups={groups}
          onEdit={edit}
          onFault={save.setFieldError}
        />
      </PageColumn>
      <SaveBar
        dirty={draft.dirty}
        saving={save.saving}
        waiting={outcome?.kind === 'waiting'}
        onDiscard={ask}
      />
      <SavedAlert changes={savedChanges(outcome, words)} onClose={save.dismiss} />
      {dialog}
    </FormLayout>
  );
}
