/** Where customers are assigned, seen from the storefront whose setting is looked at. */
export const customerKinds = ['unassigned', 'here', 'elsewhere'] as const;

/**
 * - `unassigned`: to no storefront (`channel_ids` is absent or `null`), which BigCommerce calls global access.
 * - `here`: to the storefront that is looked at, and to no other.
 * - `elsewhere`: to other storefronts only.
 */
export type CustomerKind = (typeof customerKinds)[number];

/**
 * Whether customers can sign in on a storefront. `whereAssigned`: those who are assigned to it can, the others cannot.
 * `unknown`: BigCommerce does not document it, or the setting is not known.
 */
export type SignInAccess = 'yes' | 'no' | 'whereAssigned' | 'unknown';

/** `allow_global_logins` of a storefront: `null` was never set, `undefined` is not known. */
export type GlobalLogins = boolean | null | undefined;

/** The effect of a change on customers without an assignment, on the storefront itself. */
export type SignInEffect = 'none' | 'gains' | 'mayGain' | 'loses' | 'mayLose';

/** One storefront: who can sign in there before and after the change. */
export interface SignInRow {
  channelId: number;
  access: Record<CustomerKind, { before: SignInAccess; after: SignInAccess }>;
}

export interface SignInExplanation {
  /** The storefront whose setting is looked at comes first. */
  rows: SignInRow[];
  effect: SignInEffect;
  /** The access of customers that create an account on the storefront after the change. */
  newCustomers: 'unassigned' | 'here' | 'unknown';
  /** Whether there is a storefront on which customers without an assignment can sign in after the change. */
  unassignedSomewhere: 'yes' | 'no' | 'unknown';
}

function unassignedAccess(globalLogins: GlobalLogins): SignInAccess {
  // "On by default only for the default storefront", but not whether `null` stands for that default.
  if (globalLogins === null || globalLogins === undefined) return 'unknown';
  return globalLogins ? 'yes' : 'no';
}

/**
 * Finds whether customers of one kind can sign in on a storefront.
 *
 * Source: BigCommerce, Customers V3. "Create Customers": a customer without `channel_ids` has global access, for which
 * the channel needs `allow_global_logins`. "Update Customer Settings per Channel": customers with `channel_ids` "will have
 * access to these channels and no others". `allow_global_logins`: "Determines if a channel allows global customer to
 * login".
 *
 * @param globalLogins of that storefront
 * @param looksAt whether it is the storefront from which the kinds are seen
 */
export function signInAccess(kind: CustomerKind, globalLogins: GlobalLogins, looksAt: boolean): SignInAccess {
  if (kind === 'unassigned') return unassignedAccess(globalLogins);
  if (kind === 'here') return looksAt ? 'yes' : 'no';
  return looksAt ? 'no' : 'whereAssigned';
}

function effectOf(before: GlobalLogins, after: GlobalLogins): SignInEffect {
  const [was, is] = [unassignedAccess(before), unassignedAccess(after)];
  if (was === is) return 'none';
  if (is === 'yes') return was === 'no' ? 'gains' : 'mayGain';
  if (is === 'no') return was === 'yes' ? 'loses' : 'mayLose';
  return was === 'yes' ? 'mayLose' : 'mayGain';
}

/** Source: the same document: "Determines if customers created on this channel will get global access/login". */
function newCustomersOf(globalLogins: GlobalLogins): SignInExplanation['newCustomers'] {
  if (globalLogins === null || globalLogins === undefined) return 'unknown';
  return globalLogins ? 'unassigned' : 'here';
}

function anywhere(access: readonly SignInAccess[]): SignInExplanation['unassignedSomewhere'] {
  if (access.includes('yes')) return 'yes';
  return access.includes('unknown') ? 'unknown' : 'no';
}

/**
 * Explains who can sign in where, before and after a change of one storefront's global logins.
 *
 * @param edited the storefront, with its value before and after the change
 * @param others the values of the store's other storefronts, by id
 * @param listed whether `others` has all of them
 * @returns a row for each storefront, and what follows from the change
 */
export function explainSignIn(
  edited: { channelId: number; before: GlobalLogins; after: GlobalLogins },
  others: ReadonlyMap<number, GlobalLogins>,
  listed = true,
): SignInExplanation {
  const toRow = (channelId: number, before: GlobalLogins, after: GlobalLogins): SignInRow => {
    const looksAt = channelId === edited.channelId;
    const access = customerKinds.map((kind) => [
      kind,
      { before: signInAccess(kind, before, looksAt), after: signInAccess(kind, after, looksAt) },
    ]);
    return { channelId, access: Object.fromEntries(access) as SignInRow['access'] };
  };
  const rest = [...others].filter(([channelId]) => channelId !== edited.channelId);
  const rows = [
    toRow(edited.channelId, edited.before, edited.after),
    ...rest.map(([channelId, value]) => toRow(channelId, value, value)),
  ];
  return {
    rows,
    effect: effectOf(edited.before, edited.after),
    newCustomers: newCustomersOf(edited.after),
    unassignedSomewhere: anywhere([
      ...rows.map(({ access }) => access.unassigned.after),
      ...(listed ? [] : ['unknown' as const]),
    ]),
  };
}
