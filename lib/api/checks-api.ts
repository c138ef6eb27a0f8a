import { readJson, type Send } from './api-request';
import type { DismissedFinding } from '../checks/findings';
import type { CheckFacts } from '../settings/storefront-facts';
import {
  type CheckFactsWire,
  type CheckRecord,
  type ChecksWire,
  findingsAtOnce,
  fromCheckFactsWire,
  fromChecksWire,
  fromPastStateWire,
  type PastState,
  type PastStateWire,
} from './checks-wire';
import { apiPaths } from './contract';

/** Findings, and the reason for which they are not relevant; `null` where they are relevant again. */
export interface DismissalRequest {
  findings: readonly Pick<DismissedFinding, 'rule' | 'channelId' | 'fingerprint'>[];
  reason: string | null;
}

/** The record of the checks, as the browser reads and changes it. */
export interface ChecksApi {
  getCheckRecord(): Promise<CheckRecord>;
  /** The facts for the rules that need further reads of BigCommerce. */
  getCheckFacts(): Promise<CheckFacts>;
  /** The settings at a moment in the past, from the history. @param at milliseconds since the epoch */
  getPastState(at: number): Promise<PastState>;
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
    async getCheckFacts() {
      const { data } = (await readJson(await send('GET', apiPaths.checkFacts))) as { data: CheckFactsWire };
      return fromCheckFactsWire(data);
    },
    async getPastState(at) {
      const query = new URLSearchParams({ at: new Date(at).toISOString() });
      const response = await send('GET', `${apiPaths.pastState}?${query.toString()}`);
      return fromPastStateWire((await readJson(response)) as PastStateWire);
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
