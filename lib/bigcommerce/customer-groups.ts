import { z } from 'zod';
import { AppError } from '../errors';
import type { CustomerGroup, CustomerGroupList, GroupDiscount } from '../settings/customer-group';
import type { BigCommerceClient, StoreAccess } from './client';

/** The most that BigCommerce gives on one page. */
const pageSize = 250;

/** Pages asked for at once, once the first one turned out full. */
const pagesAtOnce = 4;

/** A store with more groups than this is not read further, whatever it answers. */
const mostPages = 80;

/** BigCommerce writes amounts as text, for instance `"10.0000"`. */
const amountSchema = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

const ruleSchema = z.looseObject({
  type: z.enum(['all', 'category', 'product', 'price_list']),
  method: z.string().nullish().catch(null),
  amount: amountSchema.nullish().catch(null),
});

/** What a group gives is a help for people: where it cannot be read, the group can still be chosen. */
const groupSchema = z.looseObject({
  id: z.int(),
  name: z.string(),
  discount_rules: z.array(ruleSchema).nullish().catch(null),
  category_access: z
    .looseObject({ type: z.enum(['all', 'specific', 'none']), categories: z.array(z.unknown()).nullish() })
    .nullish()
    .catch(null),
});

const pageSchema = z.array(groupSchema);

type WireGroup = z.infer<typeof groupSchema>;

function toDiscount({ type, method, amount }: z.infer<typeof ruleSchema>): GroupDiscount {
  return {
    on: type,
    ...(method === null || method === undefined ? {} : { method }),
    ...(amount === null || amount === undefined ? {} : { amount }),
  };
}

function toGroup({ id, name, discount_rules: rules, category_access: access }: WireGroup): CustomerGroup {
  const group: CustomerGroup = { id, name };
  if (rules) group.discounts = rules.map(toDiscount);
  if (access) group.categories = access.type === 'specific' ? (access.categories?.length ?? 0) : access.type;
  return group;
}

async function getPage(
  client: BigCommerceClient,
  access: StoreAccess,
  page: number,
): Promise<CustomerGroup[]> {
  const path = `/v2/customer_groups?limit=${pageSize}&page=${page}`;
  const answer = await client.call(access, { method: 'GET', path });
  // An empty page is 204 without a body.
  const parsed = pageSchema.safeParse(answer ?? []);
  if (!parsed.success) throw new AppError('store_unreadable', { cause: new Error('not customer groups') });
  return parsed.data.map(toGroup);
}

/**
 * Reads the first page of a store's customer groups: all of them for most stores, and one wait for any.
 * Customer groups exist in V2 only. Source: BigCommerce, Customers V2, "Get all customer groups".
 *
 * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
 */
export async function getFirstCustomerGroups(
  client: BigCommerceClient,
  access: StoreAccess,
): Promise<CustomerGroupList> {
  const groups = await getPage(client, access, 1);
  return { groups, complete: groups.length < pageSize };
}

/**
 * Reads all customer groups of a store, a few pages at once until one is not full.
 *
 * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
 */
export async function getCustomerGroups(
  client: BigCommerceClient,
  access: StoreAccess,
): Promise<CustomerGroupList> {
  const { groups, complete } = await getFirstCustomerGroups(client, access);
  const found = new Map(groups.map((group) => [group.id, group]));
  let done = complete;
  for (let next = 2; !done && next <= mostPages; next += pagesAtOnce) {
    const numbers = Array.from({ length: pagesAtOnce }, (_, index) => next + index);
    const pages = await Promise.all(numbers.map((page) => getPage(client, access, page)));
    // Where one was added meanwhile, pages overlap.
    for (const group of pages.flat()) found.set(group.id, group);
    done = pages.some((page) => page.length < pageSize);
  }
  return { groups: [...found.values()], complete: done };
}
