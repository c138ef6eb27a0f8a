import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { type SettingField, settingFields, type TaggedSettings } from '@/lib/settings/customer-settings';
import { fromWirePath } from '@/lib/settings/wire';
import { toNote } from '@/lib/settings/change';
import type { AppError } from '@/lib/errors';
import { pickFields } from '@/lib/settings/diff';
import {
  initialSave,
  nextSave,
  type SaveEvent,
  type SaveMachine,
  type SavePolicy,
  type SaveStatus,
  undoOf,
} from '../data/save-machine';
import { useStoreReads } from '../data/store-reads';
import { createStore } from '../ui/create-store';
import type { DraftOfSettings } from './use-settings-draft';

export type FieldErrors = Partial<Record<SettingField, string>>;

export interface SaveSettings {
  status: SaveStatus;
  fieldErrors: FieldErrors;
  /** The field that the person has to look at next. A new object each time, so that it can be focused again. */
  focus: { field: SettingField } | null;
  save: () => void;
  /** Undoes the last save, as a save of its own: what was changed elsewhere since is not written over. */
  undo: () => void;
  cancelRetry: () => void;
  /** Ends a conflict: the other side's values hold for these fields, the person's for all others, and are saved. */
  resolve: (theirs: readonly SettingField[]) => void;
  dismiss: () => void;
  setFieldError: (field: SettingField, message: string | null) => void;
  /** Forgets everything that was begun, as the draft was discarded. */
  reset: () => void;
}

/** The person is there: after one wait the failure is shown, with a button to try again. */
const policy: SavePolicy = { rateLimitWaits: 1, outageWaits: 0 };

function toFieldErrors(error: AppError): FieldErrors {
  const errors: FieldErrors = {};
  for (const [path, message] of Object.entries(error.details.fieldErrors ?? {})) {
    const field = fromWirePath(path);
    if (field !== null) errors[field] = message;
  }
  return errors;
}

function first([field]: readonly SettingField[]): { field: SettingField } | null {
  return field === undefined ? null : { field };
}

function firstFaulty(errors: FieldErrors): { field: SettingField } | null {
  return first(settingFields.filter((field) => errors[field] !== undefined));
}

interface SaveSettingsOptions {
  /** The storefront whose settings are saved, `null` for the store. */
  channelId: number | null;
  current: TaggedSettings;
  draft: DraftOfSettings;
  /** Called with the settings that each answer makes known. */
  onKnown: (tagged: TaggedSettings) => void;
  /** Called before a save is sent; `false` where the person has to do something first. */
  mayProceed: () => boolean;
}

/** Shows at the fields what a save came to, and where the person has to look next. */
function useFieldErrors() {
  const t = useTranslations('validation');
  const [fieldErrors, setFieldErrors] = useState<FieldErrors>({});
  const [focus, setFocus] = useState<{ field: SettingField } | null>(null);

  function show(errors: FieldErrors) {
    setFieldErrors(errors);
    setFocus(firstFaulty(errors));
  }

  return {
    fieldErrors,
    focus,
    clear: () => setFieldErrors({}),
    setFieldError: (field: SettingField, message: string | null) => {
      setFieldErrors((before) => {
        const { [field]: _former, ...others } = before;
        return message === null ? others : { ...others, [field]: message };
      });
    },
    report(status: SaveStatus) {
      if (status.kind === 'sending') setFieldErrors({});
      else if (status.kind === 'waiting' || status.kind === 'failed') show(toFieldErrors(status.error));
      else if (status.kind === 'partly') setFocus(first(status.notStored));
      else if (status.kind === 'invalid') {
        const faults = Object.entries(status.faults).map(([field, fault]) => [field, t(fault)]);
        show(Object.fromEntries(faults) as FieldErrors);
      }
    },
  };
}

/** Retries a save that waits, once its time is over. */
function useRetry(status: SaveStatus, retry: () => void) {
  const retryNow = useEffectEvent(retry);
  useEffect(() => {
    if (status.kind !== 'waiting') return;
    const timer = setTimeout(retryNow, status.seconds * 1_000);
    return () => clearTimeout(timer);
  }, [status]);
}

/** Saves the draft of one scope. Whatever fails leaves the draft as it is. */
export function useSaveSettings(options: SaveSettingsOptions): SaveSettings {
  const { channelId, current, draft, onKnown, mayProceed } = options;
  const { settings } = useStoreReads();
  const errors = useFieldErrors();
  // A double click is faster than the next render, so the machine is no React state.
  const [machine] = useState(() => createStore(initialSave));
  const { status } = useSyncExternalStore(machine.subscribe, machine.get, () => initialSave);

  function enter(next: SaveMachine) {
    machine.set(next);
    errors.report(next.status);
    if ('stored' in next.status) draft.settle(next.status.edits, next.status.stored.settings);
    if (next.status.kind === 'confirming') dispatch({ type: mayProceed() ? 'confirm' : 'decline' });
    if (next.status.kind === 'sending') void settings.save(channelId, next, { policy, onKnown }).then(enter);
  }

  function dispatch(event: SaveEvent) {
    const next = nextSave(machine.get(), event, policy);
    if (next !== machine.get()) enter(next);
  }

  const note = toNote(draft.reason);
  const noted = note === undefined ? {} : { note };
  const request = { base: current, edits: draft.changes, conflicts: draft.conflicts, ...noted };
  useRetry(status, () => dispatch({ type: 'retry', request }));

  return {
    status,
    fieldErrors: errors.fieldErrors,
    focus: errors.focus,
    save: () => dispatch({ type: 'save', request }),
    undo() {
      const saved = machine.get().status;
      if (saved.kind !== 'saved') return;
      // The values stay edits until they are saved: whatever happens, Save tries the undo again.
      draft.takeUp(undoOf(saved).values, saved.sent, saved.note);
      dispatch({ type: 'undo', current });
    },
    cancelRetry: () => dispatch({ type: 'cancelWait' }),
    resolve(theirs) {
      const edits = pickFields(draft.changes, (field) => !theirs.includes(field));
      draft.resolve(theirs);
      dispatch({ type: 'resolve', request: { base: current, edits, ...noted } });
    },
    dismiss: () => dispatch({ type: 'dismiss' }),
    setFieldError: errors.setFieldError,
    reset() {
      dispatch({ type: 'reset' });
      errors.clear();
    },
  };
}
