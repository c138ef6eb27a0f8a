import type { PolicyCheck } from '../settings/policy-check';
import { readJson, type Send } from './api-request';
import { apiPaths } from './contract';
import { fromPolicyCheckWire, type PolicyCheckWire } from './policy-check-wire';

/** Checks of policy addresses, as the browser reads and requests them. */
export interface PolicyChecksApi {
  /** The results of the last day, newest first. */
  getPolicyChecks(): Promise<PolicyCheck[]>;
  /**
   * Lets the server request an address.
   *
   * @throws {AppError} `policy_checks_limited`, `invalid_fields` besides the codes of every request
   */
  checkPolicyUrl(url: string): Promise<PolicyCheck>;
}

/** The calls about checks of policy addresses. */
export function createPolicyChecksApi(send: Send): PolicyChecksApi {
  return {
    async getPolicyChecks() {
      const { data } = (await readJson(await send('GET', apiPaths.policyChecks))) as {
        data: PolicyCheckWire[];
      };
      return data.map(fromPolicyCheckWire);
    },
    async checkPolicyUrl(url) {
      const response = await send('POST', apiPaths.policyChecks, { body: { url } });
      return fromPolicyCheckWire(((await readJson(response)) as { data: PolicyCheckWire }).data);
    },
  };
}
