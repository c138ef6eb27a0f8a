import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { SavedSettings, SettingsApi, TaggedSettings } from '@/lib/api/api-client';
import { fromWirePath } from '@/lib/bigcommerce/customer-settings-wire';
import { AppError } from '@/lib/errors';
import type { ChangeOrigin } from '@/lib/settings/change';
import {
  type StorefrontSettings,
  type StorefrontField,
  storefrontFields,
} from '@/lib/settings/customer-settings';
import { diffSettings, pickFields, presentFields } from '@/lib/settings/diff';
import { mergeSettings } from '@/lib/settings/merge';
import { settingFaults } from '@/lib/settings/validation';
import type { DraftOfSettings } from './use-settings-draft';

export type FieldErrors = Partial<Record<StorefrontField, string>>;

/** What the last attempt to save came to. */
export type SaveOutcome =
  | {
      kind: 'saved';
      before: StorefrontSettings;
      sent: StorefrontSettings;
      takenOver: StorefrontField[];
      /** Names the change in the history; `null` where the answer did not tell. */
      changeId: string | null;
      /** It took back the save before. */
      undone: boolean;
    }
  | { kind: 'partly'; notStored: StorefrontField[]; stored: StorefrontSettings }
  /** Both sides changed these fields. Nothing was written, and nothing will be until the person has chosen. */
  | { kind: 'conflict'; fields: StorefrontField[]; takenOver: StorefrontField[] }
  /** Somebody else had saved just what the person wanted. */
  | { kind: 'alreadySaved' }
  | { kind: 'failed'; error: AppError }
  | { kind: 'waiting'; error: AppError; seconds: number };

export interface SaveSettings {
  saving: boolean;
  outcome: SaveOutcome | null;
  fieldErrors: FieldErrors;
  /** The field that the person has to look at next. A new object each time, so that it can be asked for again. */
  focus: { field: StorefrontField } | null;
  save: () => void;
  /** Takes the last save back, by the same way: what somebody changed since is not written over. */
  undo: () => void;
  cancelRetry: () => void;
  /** Ends a conflict: the other side's values hold for these fields, the person's for all others, and are saved. */
  resolve: (theirs: readonly StorefrontField[]) => void;
  dismiss: () => void;
  setFieldError: (field: StorefrontField, message: string | null) => void;
  reset: () => void;
}

const fallbackWaitSeconds = 30;

/** Somebody who is quicker more often than this is a program: then a person has to look. */
const mostMerges = 3;

function toAppError(reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  // An answer that broke off while it was read is a lost connection; one that is no JSON is not understood.
  return new AppError(reason instanceof SyntaxError ? 'store_unreadable' : 'offline', { cause: reason });
}

function toFieldErrors(error: AppError): FieldErrors {
  const errors: FieldErrors = {};
  for (const [path, message] of Object.entries(error.details.fieldErrors ?? {})) {
    const field = fromWirePath(path);
    if (field !== null) errors[field] = message;
  }
  return errors;
}

/** What is stored now, where a save was refused because somebody else was quicker. */
function changedMeanwhile(reason: unknown): TaggedSettings<StorefrontSettings> | null {
  if (!(reason instanceof AppError) || reason.code !== 'settings_changed') return null;
  return (reason.details.data as TaggedSettings<StorefrontSettings> | undefined) ?? null;
}

function firstFaulty(errors: FieldErrors): { field: StorefrontField } | null {
  const field = storefrontFields.find((candidate) => errors[candidate] !== undefined);
  return field === undefined ? null : { field };
}

interface Undoing {
  values: StorefrontSettings;
  changeId: string | null;
}

function isPartOf(settings: StorefrontSettings, whole: StorefrontSettings): boolean {
  return presentFields(settings).every((field) => settings[field] === whole[field]);
}

/** What a save says of itself, where it takes back the one before. */
function undoOptions(undoing: Undoing | null, sent: StorefrontSettings): { origin?: ChangeOrigin } {
  if (undoing === null || !isPartOf(sent, undoing.values)) return {};
  const { changeId } = undoing;
  return { origin: { source: 'restore', ...(changeId === null ? {} : { restoresId: changeId }) } };
}

interface SaveSettingsOptions {
  /** Whose settings are saved. */
  api: SettingsApi<StorefrontSettings>;
  current: TaggedSettings<StorefrontSettings>;
  draft: DraftOfSettings;
  /** Takes over what BigCommerce holds now. */
  take(this: void, tagged: TaggedSettings<StorefrontSettings>): void;
  /** Asked before a save begins; says no where the person has to do something first. */
  mayProceed: () => boolean;
}

/** Saves the draft, and tells what came of it. Whatever fails leaves the draft as it is. */
export function useSaveSettings(options: SaveSettingsOptions): SaveSettings {
  const { api, current, draft, take, mayProceed } = options;
  const t = useTranslations('validation');
  const [saving, setSaving] = useState(false);
  const [outcome, setOutcome] = useState<SaveOutcome | null>(null);
  const [fieldErrors, setFieldErrors] = useState<FieldErrors>({});
  const [focus, setFocus] = useState<{ field: StorefrontField } | null>(null);
  // State is only true after the next render; a double click is faster.
  const busy = useRef(false);
  // What is being undone, also while it waits or is put to the person.
  const undoing = useRef<Undoing | null>(null);

  function tellFieldErrors(errors: FieldErrors) {
    setFieldErrors(errors);
    setFocus(firstFaulty(errors));
  }

  function localFaults(): FieldErrors {
    const faults: FieldErrors = {};
    for (const [field, fault] of Object.entries(settingFaults(draft.changes)))
      faults[field as StorefrontField] = t(fault);
    return faults;
  }

  function succeed(
    base: StorefrontSettings,
    sent: StorefrontSettings,
    saved: SavedSettings<StorefrontSettings>,
    takenOver: StorefrontField[],
  ) {
    const { notStored, settings } = saved;
    take({ settings, etag: saved.etag });
    draft.settle(sent, settings);
    if (notStored.length === 0) {
      const undone = undoing.current !== null && isPartOf(sent, undoing.current.values);
      undoing.current = null;
      setOutcome({ kind: 'saved', before: base, sent, takenOver, changeId: saved.changeId, undone });
    } else {
      setOutcome({ kind: 'partly', notStored, stored: settings });
      setFocus({ field: notStored[0] ?? 'trackingConsent' });
    }
  }

  function fail(error: AppError, retried: boolean) {
    tellFieldErrors(toFieldErrors(error));
    if (error.code === 'store_rate_limited' && !retried) {
      const seconds = Math.ceil(error.details.retryAfterSeconds ?? fallbackWaitSeconds);
      setOutcome({ kind: 'waiting', error, seconds });
    } else {
      setOutcome({ kind: 'failed', error });
    }
  }

  /** Takes over what somebody else saved meanwhile. @returns what is left to write, `null` where nothing is or may be */
  function merge(
    base: StorefrontSettings,
    sent: StorefrontSettings,
    now: TaggedSettings<StorefrontSettings>,
  ) {
    const { mine, takenOver, conflicts } = mergeSettings(base, sent, now.settings);
    take(now);
    if (conflicts.length > 0) setOutcome({ kind: 'conflict', fields: conflicts, takenOver });
    else if (presentFields(mine).length === 0) setOutcome({ kind: 'alreadySaved' });
    else return { mine, takenOver };
    return null;
  }

  /** Writes until nobody was quicker. */
  async function write(changes: StorefrontSettings, based: TaggedSettings<StorefrontSettings>) {
    const takenOver = new Set<StorefrontField>();
    for (let sent = changes, base = based, tries = 1; ; tries++) {
      try {
        const saved = await api.put(sent, base.etag, undoOptions(undoing.current, sent));
        succeed(base.settings, sent, saved, [...takenOver]);
        return;
      } catch (reason) {
        const now = changedMeanwhile(reason);
        if (now === null || tries > mostMerges) throw reason;
        const merged = merge(base.settings, sent, now);
        if (merged === null) return;
        for (const field of merged.takenOver) takenOver.add(field);
        sent = merged.mine;
        base = now;
      }
    }
  }

  async function run(changes: StorefrontSettings, retried: boolean) {
    busy.current = true;
    setSaving(true);
    setOutcome(null);
    setFieldErrors({});
    try {
      await write(changes, current);
    } catch (reason) {
      fail(toAppError(reason), retried);
    } finally {
      busy.current = false;
      setSaving(false);
    }
  }

  function undo(saved: SaveOutcome & { kind: 'saved' }) {
    const { before, sent, changeId } = saved;
    const values = pickFields(before, (field) => sent[field] !== undefined);
    const now = current.settings;
    undoing.current = { values, changeId };
    // Kept as edits until it is done: whatever happens, nothing is lost, and saving tries it again.
    draft.takeUp(values, sent);
    const conflicts = presentFields(diffSettings(now, values)).filter((field) => now[field] !== sent[field]);
    if (conflicts.length > 0) setOutcome({ kind: 'conflict', fields: conflicts, takenOver: [] });
    else void run(diffSettings(now, values), false);
  }

  async function attempt(retried: boolean) {
    if (busy.current) return;
    if (!draft.dirty) {
      if (retried) setOutcome(null);
      return;
    }
    const faults = localFaults();
    if (Object.keys(faults).length > 0) {
      setOutcome(null);
      tellFieldErrors(faults);
    } else if (draft.conflicts.length > 0) {
      setOutcome({ kind: 'conflict', fields: draft.conflicts, takenOver: [] });
    } else if (mayProceed()) {
      await run(draft.changes, retried);
    }
  }

  const retry = useEffectEvent(() => void attempt(true));
  useEffect(() => {
    if (outcome?.kind !== 'waiting') return;
    const timer = setTimeout(retry, outcome.seconds * 1000);
    return () => clearTimeout(timer);
  }, [outcome]);

  return {
    saving,
    outcome,
    fieldErrors,
    focus,
    save() {
      // While we wait for BigCommerce, saving by hand would only be refused again.
      if (outcome?.kind !== 'waiting') void attempt(false);
    },
    undo() {
      if (outcome?.kind === 'saved' && !busy.current) undo(outcome);
    },
    cancelRetry() {
      if (outcome?.kind === 'waiting') setOutcome({ kind: 'failed', error: outcome.error });
    },
    resolve(theirs) {
      const mine = pickFields(draft.changes, (field) => !theirs.includes(field));
      draft.resolve(theirs);
      if (presentFields(mine).length === 0) setOutcome(null);
      else if (mayProceed()) void run(mine, false);
    },
    dismiss: () => setOutcome(null),
    setFieldError(field, message) {
      setFieldErrors((before) => {
        const { [field]: _former, ...others } = before;
        return message === null ? others : { ...others, [field]: message };
      });
    },
    reset() {
      setOutcome(null);
      setFieldErrors({});
    },
  };
}
