import type { SettingField } from '../settings/customer-settings';
import { type CheckedScope, type CheckedStore, checkedScopes, type FindingFacts } from './checked-store';
import { type RuleId, ruleIds, ruleOf, type Severity } from './rules';

/** A finding of a rule in one place. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  /** `null` for the whole store. */
  channelId: number | null;
  /** Where a user mends it. */
  field: SettingField;
  facts: FindingFacts;
  /** The values that it was found in, as text: another fingerprint is another finding. */
  fingerprint: string;
}

/** A finding that a user called not relevant. It stays so as long as the fingerprint is the same. */
export interface DismissedFinding {
  rule: string;
  channelId: number | null;
  fingerprint: string;
  reason: string;
  /** Milliseconds since the epoch. */
  dismissedAt: number;
}

const severities: readonly Severity[] = ['problem', 'warning', 'notice'];

/**
 * A storefront that follows the store in everything that a rule looks at says the same as the store, so only the store
 * says it.
 */
function applies(id: RuleId, { channelId, own }: CheckedScope): boolean {
  const { scopes, fields } = ruleOf(id);
  if (scopes === 'eachStorefront') return channelId !== null;
  if (channelId === null) return scopes !== 'storefronts';
  return scopes !== 'store' && fields.some((field) => own.has(field));
}

function find(id: RuleId, scope: CheckedScope): Finding[] {
  if (!applies(id, scope)) return [];
  const { severity, fields, find: findIn } = ruleOf(id);
  const facts = findIn(scope);
  if (facts === null) return [];
  const values = fields.map((field) => scope.settings[field] ?? null);
  const fingerprint = JSON.stringify([values, facts]);
  return [{ rule: id, severity, channelId: scope.channelId, field: fields[0], facts, fingerprint }];
}

/**
 * Applies every rule to the global settings and to each storefront.
 *
 * @returns the worst first; of one severity in the order of the rules, the whole store before its storefronts
 */
export function findingsOf(store: CheckedStore): Finding[] {
  const scopes = checkedScopes(store);
  const found = ruleIds.flatMap((id) => scopes.flatMap((scope) => find(id, scope)));
  return severities.flatMap((severity) => found.filter((finding) => finding.severity === severity));
}

/** Finds the dismissal that holds for a finding; none once its values changed. */
export function dismissalOf(
  { rule, channelId, fingerprint }: Finding,
  dismissed: readonly DismissedFinding[],
): DismissedFinding | undefined {
  return dismissed.find(
    (other) => other.rule === rule && other.channelId === channelId && other.fingerprint === fingerprint,
  );
}
