import type { Finding } from './findings';

/** Findings of one rule with the same facts, in several places: one thing to read. */
export interface FindingGroup extends Pick<Finding, 'rule' | 'severity' | 'field' | 'facts'> {
  findings: readonly Finding[];
}

/** Groups findings by what they say, in their order. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.facts]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { rule, severity, field, facts } = first;
    return [{ rule, severity, field, facts, findings: same }];
  });
}
