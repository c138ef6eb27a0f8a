import { isPolicyReadable, type PolicyCheck, policyCheckProblems } from '../settings/policy-check';
import { type CheckedScope, type FindingFacts, hostsOf } from './checked-store';
import { withoutWww } from '../settings/storefront-facts';

/** The result of the check of the policy in effect; none where the address was not checked within a day. */
function policyCheckOf({ settings, store }: CheckedScope): PolicyCheck | undefined {
  return store.policyChecks.find(({ url }) => url === settings.policyUrl);
}

/** A policy that the last check could not read. A failed DNS query of ours says nothing about the policy. */
export function findUnreadablePolicy(scope: CheckedScope): FindingFacts | null {
  const check = policyCheckOf(scope);
  if (check === undefined || check.failure === 'lookup_failed' || isPolicyReadable(check)) return null;
  return { url: check.url, problem: policyCheckProblems(check)[0] ?? '' };
}

/** A policy that can be read, on a host that is not the store's. */
export function findPolicyOnOtherHost(scope: CheckedScope): FindingFacts | null {
  const check = policyCheckOf(scope);
  return check?.isOwnHost === false && isPolicyReadable(check) ? { url: check.finalUrl } : null;
}

/** The storefront on whose host the policy is, where that is not this one. */
export function findPolicyOfOther(scope: CheckedScope): FindingFacts | null {
  const host = URL.parse(scope.settings.policyUrl ?? '')?.hostname;
  const hosts = hostsOf(scope);
  if (host === undefined || hosts.length === 0 || hosts.includes(withoutWww(host))) return null;
  const owner = scope.store.facts?.storefronts.find((facts) =>
    facts.hosts.map(withoutWww).includes(withoutWww(host)),
  );
  return owner === undefined ? null : { host, storefront: String(owner.channelId) };
}

/** A policy that was replaced after consent was last changed, each in the place that decides about it here. */
export function findPolicyChange({ channelId, settings, own, store }: CheckedScope): FindingFacts | null {
  const changesIn = (id: number | null) => store.facts?.policyChanges.find((one) => one.channelId === id);
  const here = changesIn(channelId);
  const policyAt = (own.has('policyUrl') ? here : changesIn(null))?.policyAt;
  if (settings.trackingConsent !== true || settings.policyUrl === '' || !policyAt) return null;
  const ofStore = own.has('trackingConsent') ? null : changesIn(null)?.consentAt;
  const consentAt = Math.max(here?.consentAt ?? 0, ofStore ?? 0);
  return policyAt > consentAt ? { at: new Date(policyAt).toISOString() } : null;
}
