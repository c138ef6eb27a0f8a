import { type SettingValue, type SettingField, type CustomerSettings } from './customer-settings';
import { applySettings, pickFields, presentFields } from './diff';

/**
 * For this long after a value was replaced, a read may still return it, from a server or a cache of BigCommerce that
 * lacks the newer value. Milliseconds.
 */
export const settlingMs = 30_000;

/** A difference that may still be an old read is recorded only after a second read this much later. Milliseconds. */
export const secondLookMs = 5_000;

/** A former value counts as possibly old for this long. Afterwards it is a value like any other. Milliseconds. */
export const formerKeptMs = 10 * 60 * 1_000;

/** The most former values stored for one scope. */
const mostFormerValues = 200;

/** A value that a field had until it was replaced. */
export interface FormerValue {
  field: SettingField;
  value: SettingValue;
  /** When it was replaced, in milliseconds since the epoch by the database's clock. */
  at: number;
}

/** A former value that was read again after its settling time. */
export interface SuspectedValue {
  field: SettingField;
  value: SettingValue;
  /** When it was first read, in milliseconds since the epoch by the database's clock. */
  since: number;
}

/** The settings of one scope as we last knew them, and what reads may show that is older. */
export interface LastKnown {
  settings: CustomerSettings;
  former: readonly FormerValue[];
  suspected: readonly SuspectedValue[];
}

/**
 * How a value that was read relates to the last known value.
 *
 * - `same`: nothing new.
 * - `stale`: the read is older than what is known.
 * - `unsure`: it is a former value, and only a second read can show whether the first was old.
 * - `outside`: the value was changed, and not by this app.
 */
export type ReadVerdict = 'same' | 'stale' | 'unsure' | 'outside';

/** The result of comparing a read of a scope with what is known. */
export interface ReadComparison {
  /** The settings to use: as they were read, with stale and unsure fields replaced by their last known values. */
  settings: CustomerSettings;
  /** The fields with each verdict. Fields with the verdict `same` are in no list. */
  stale: SettingField[];
  unsure: SettingField[];
  outside: SettingField[];
  /** Fields that were not known before. */
  learned: SettingField[];
  /** Suspected fields that were read with their last known value. */
  cleared: SettingField[];
  /** When a further read can decide about the open fields; `null` where none is open. */
  lookAgainAt: number | null;
}

function findFormer({ former }: LastKnown, field: SettingField, value: SettingValue) {
  return former.find((one) => one.field === field && one.value === value);
}

function findSuspected({ suspected }: LastKnown, field: SettingField, value: SettingValue) {
  return suspected.find((one) => one.field === field && one.value === value);
}

/**
 * Compares one value that was read with what is known.
 *
 * @param found the value, `undefined` where the response lacks the field
 * @param now milliseconds since the epoch by the database's clock
 */
export function decideRead(
  lastKnown: LastKnown,
  field: SettingField,
  found: SettingValue | undefined,
  now: number,
): ReadVerdict {
  const known = lastKnown.settings[field];
  if (found === undefined || known === undefined || found === known) return 'same';
  const former = findFormer(lastKnown, field, found);
  if (former === undefined || now - former.at >= formerKeptMs) return 'outside';
  if (now - former.at < settlingMs) return 'stale';
  const suspected = findSuspected(lastKnown, field, found);
  return suspected !== undefined && now - suspected.since >= secondLookMs ? 'outside' : 'unsure';
}

/** The time at which a further read of a field can decide. */
function nextLook(lastKnown: LastKnown, field: SettingField, found: SettingValue, now: number): number {
  const settledAt = (findFormer(lastKnown, field, found)?.at ?? now) + settlingMs;
  if (settledAt > now) return settledAt;
  return (findSuspected(lastKnown, field, found)?.since ?? now) + secondLookMs;
}

/**
 * Compares all fields of a read with what is known.
 *
 * @param now milliseconds since the epoch by the database's clock
 */
export function compareRead(lastKnown: LastKnown, found: CustomerSettings, now: number): ReadComparison {
  const { settings: known, suspected } = lastKnown;
  const fields = presentFields(found);
  const having = (verdict: ReadVerdict) =>
    fields.filter((field) => decideRead(lastKnown, field, found[field], now) === verdict);
  const [stale, unsure] = [having('stale'), having('unsure')];
  const open = [...stale, ...unsure];
  const looks = open.map((field) => nextLook(lastKnown, field, found[field] ?? null, now));
  return {
    settings: applySettings(
      found,
      pickFields(known, (field) => open.includes(field)),
    ),
    stale,
    unsure,
    outside: having('outside'),
    learned: fields.filter((field) => known[field] === undefined),
    cleared: suspected.map(({ field }) => field).filter((field) => found[field] === known[field]),
    lookAgainAt: looks.length === 0 ? null : Math.min(...looks),
  };
}

/** Keeps the newest record of each value, newest first, up to the limit. */
function prune(former: readonly FormerValue[], now: number): FormerValue[] {
  const newest = new Map<string, FormerValue>();
  for (const one of former) {
    const key = JSON.stringify([one.field, one.value]);
    const other = newest.get(key);
    if (now - one.at < formerKeptMs && (other === undefined || other.at < one.at)) newest.set(key, one);
  }
  return [...newest.values()].sort((one, other) => other.at - one.at).slice(0, mostFormerValues);
}

/**
 * Applies newer values to what is known. The values that they replace become former values.
 *
 * @param newer the fields with new values
 * @param now milliseconds since the epoch by the database's clock
 */
export function advance(lastKnown: LastKnown, newer: CustomerSettings, now: number): LastKnown {
  const { settings, former, suspected } = lastKnown;
  const replaced = pickFields(
    settings,
    (field) => newer[field] !== undefined && newer[field] !== settings[field],
  );
  const fields = presentFields(newer);
  return {
    settings: applySettings(settings, newer),
    former: prune(
      [
        ...former,
        ...presentFields(replaced).map((field) => ({ field, value: replaced[field] ?? null, at: now })),
      ],
      now,
    ),
    suspected: suspected.filter(({ field }) => !fields.includes(field)),
  };
}

/**
 * Remembers which former values were read after their settling time, so that a second look can decide.
 *
 * @param comparison of `found` with `lastKnown`
 * @param now milliseconds since the epoch by the database's clock
 */
export function suspect(
  lastKnown: LastKnown,
  { unsure, cleared }: Pick<ReadComparison, 'unsure' | 'cleared'>,
  found: CustomerSettings,
  now: number,
): LastKnown {
  const kept = lastKnown.suspected.filter(
    ({ field, value }) => !cleared.includes(field) && (!unsure.includes(field) || found[field] === value),
  );
  const fresh = unsure
    .filter((field) => !kept.some((one) => one.field === field))
    .map((field) => ({ field, value: found[field] ?? null, since: now }));
  return { ...lastKnown, suspected: [...kept, ...fresh] };
}
