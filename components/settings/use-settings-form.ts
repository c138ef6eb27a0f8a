import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type {
  CustomerSettings,
  SettingField,
  SettingValue,
  TaggedSettings,
} from '@/lib/settings/customer-settings';
import { diffSettings, presentFields } from '@/lib/settings/diff';
import { type RequiredReason, useRefusedReason, useRequiredReason } from '../data/use-app-settings';
import type { CustomerGroupsRead } from '../data/use-customer-groups';
import { useStoreReads } from '../data/store-reads';
import { focusSetting, settingId } from '../setting-fields/setting-id';
import { type GuestGroupConsent, useGuestGroupConsent } from '../setting-fields/use-guest-group-consent';
import { type SettingWords, useSettingWords } from '../setting-fields/use-setting-words';
import { useOpenedStore } from '../shell/opened-store';
import { useAllows } from '../shell/use-role';
import type { FieldFrameProps } from '../ui/field-frame';
import { type FieldErrors, type SaveSettings, useSaveSettings } from './use-save-settings';
import { reasonId } from './save-reason';
import { type DraftOfSettings, useSettingsDraft } from './use-settings-draft';

interface ShownSettings {
  /** The settings that the form shows and that a save is based on. */
  shown: TaggedSettings;
  /** Fields that were changed elsewhere and are not shown yet; empty also once the person dismissed that. */
  news: SettingField[];
  /** Fields that the user has just updated to their newest values. */
  marked: readonly SettingField[];
  show: () => void;
  dismiss: () => void;
  unmark: () => void;
  /** Shows at once what an answer to the person's own save says. */
  accept: (tagged: TaggedSettings) => void;
}

interface Options {
  /** The settings that BigCommerce has stored, as last known. */
  latest: TaggedSettings;
  /** False as long as what was shown first is still being read again. */
  settled: boolean;
}

const noFields: readonly SettingField[] = [];

/** Keeps the settings that the form shows after changes elsewhere, until the user chooses to see them. */
function useShownSettings({ latest, settled }: Options): ShownSettings {
  const [kept, setKept] = useState(latest);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [marked, setMarked] = useState(noFields);
  const differing = presentFields(diffSettings(kept.settings, latest.settings));
  const shown = settled && differing.length > 0 ? kept : latest;
  if (shown !== kept) setKept(shown);
  return {
    shown,
    news: shown === latest || dismissed === latest.etag ? [] : differing,
    marked,
    show() {
      setKept(latest);
      setMarked(differing);
    },
    dismiss: () => setDismissed(latest.etag),
    unmark: () => setMarked(noFields),
    accept(tagged) {
      setKept(tagged);
      setMarked(noFields);
    },
  };
}

interface SettingsFormOptions {
  /** The storefront whose settings these are, `null` for the store. */
  channelId: number | null;
  /** The settings that BigCommerce has stored, as last known. */
  latest: TaggedSettings;
  /** The global settings, which a storefront inherits; `null` for the store. */
  global: CustomerSettings | null;
  /** False as long as what is shown first is still being read again. */
  settled: boolean;
}

type FieldFrame = Required<Pick<FieldFrameProps, 'id' | 'label' | 'help' | 'error' | 'readOnly'>>;

/** A form of settings that is being edited: what it shows, and what can be done with it. */
export interface SettingsFormState {
  channelId: number | null;
  global: CustomerSettings | null;
  /** The settings that the form is based on; `latest` may be newer. */
  current: CustomerSettings;
  latest: CustomerSettings;
  draft: DraftOfSettings;
  recent: ShownSettings;
  save: SaveSettings;
  reason: RequiredReason;
  guests: GuestGroupConsent;
  groups: CustomerGroupsRead;
  words: SettingWords;
  /** The user's role does not allow changes. A draft from before is kept. */
  readOnly: boolean;
  edit: (field: SettingField, value: SettingValue) => void;
  /** The parts that the frame of a field shows around its control. */
  describe: (field: SettingField) => FieldFrame;
}

function useFieldErrors({ status, fieldErrors }: SaveSettings, words: SettingWords): FieldErrors {
  const t = useTranslations('saving');
  if (status.kind !== 'partly') return fieldErrors;
  const stored = status.stored.settings;
  const notStored = status.notStored.map((field) => [
    field,
    t('notStored', { value: words.value(field, stored) }),
  ]);
  return { ...(Object.fromEntries(notStored) as FieldErrors), ...fieldErrors };
}

/** Moves the focus to the setting that stops a save. */
function useFieldFocus(focus: SaveSettings['focus']): void {
  useEffect(() => {
    if (focus !== null) focusSetting(focus.field);
  }, [focus]);
}

/** The settings of the store or of one storefront, to be edited and saved. */
export function useSettingsForm(options: SettingsFormOptions): SettingsFormState {
  const { channelId, latest, global, settled } = options;
  const t = useTranslations('settings');
  const { drafts } = useOpenedStore();
  const { groups } = useStoreReads();
  const readOnly = !useAllows('write');
  const recent = useShownSettings({ latest, settled });
  const current = recent.shown.settings;
  const words = useSettingWords(groups.list, global ?? undefined);
  const draft = useSettingsDraft(drafts.of(channelId), current);
  const guests = useGuestGroupConsent({ draft, current, global, groups: groups.list });
  const reason = useRequiredReason(reasonId, draft.reason, draft.dirty);
  const save = useSaveSettings({
    channelId,
    current: recent.shown,
    draft,
    onKnown: recent.accept,
    mayProceed: () => reason.mayProceed() && guests.mayProceed(),
  });
  useRefusedReason(save.status.kind === 'failed' ? save.status.error : null);
  const errors = useFieldErrors(save, words);
  useFieldFocus(save.focus);

  return {
    channelId,
    global,
    current,
    latest: latest.settings,
    draft,
    recent,
    save,
    reason,
    guests,
    groups,
    words,
    readOnly,
    edit(field, value) {
      if (readOnly) return;
      draft.edit(field, value);
      recent.unmark();
      save.setFieldError(field, null);
      if (save.status.kind === 'saved') save.dismiss();
    },
    describe: (field) => ({
      id: settingId(field),
      label: words.label(field),
      help: t(`${field}.help`),
      error: errors[field],
      readOnly,
    }),
  };
}
