import { readJson, type Send } from './api-request';
import type { DismissedFinding } from '../checks/findings';
import { type CheckRecord, type ChecksWire, findingsAtOnce, fromChecksWire } from './checks-wire';
import { apiPaths } from './contract';

/** Findings, and the reason for which they are not relevant; `null` where they are relevant again. */
export interface DismissalRequest {
  findings: readonly Pick<DismissedFinding, 'rule' | 'channelId' | 'fingerprint'>[];
  reason: string | null;
}

/** The record of the checks, as the browser reads and changes it. */
export interface ChecksApi {
  getCheckRecord(): Promise<CheckRecord>;
  /** Calls findings not relevant, or relevant again. */
  dismissFindings(dismissal: DismissalRequest): Promise<void>;
}

/** The calls about the checks. */
export function createChecksApi(send: Send): ChecksApi {
  return {
    async getCheckRecord() {
      const { data } = (await readJson(await send('GET', apiPaths.checks))) as { data: ChecksWire };
      return fromChecksWire(data);
    },
    async dismissFindings({ findings, reason }) {
      for (let from = 0; from < findings.length; from += findingsAtOnce) {
        const some = findings.slice(from, from + findingsAtOnce).map(({ rule, channelId, fingerprint }) => ({
          rule,
          channel_id: channelId,
          fingerprint,
        }));
        await send('PUT', apiPaths.checks, { body: { findings: some, reason } });
      }
    },
  };
}
