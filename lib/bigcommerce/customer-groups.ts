import { z } from 'zod';
import { AppError } from '../errors';
import type { CustomerGroup, CustomerGroupList, GroupDiscount } from '../settings/customer-group';
import type { BigCommerceClient, StoreAccess } from './client';
import { type Page, pageSize, readPages, toPage } from './read-pages';

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
): Promise<Page<CustomerGroup>> {
  const path = `/v2/customer_groups?limit=${pageSize}&page=${page}`;
  const answer = await client.call(access, { method: 'GET', path });
  // An empty page is 204 without a body.
  const parsed = pageSchema.safeParse(answer ?? []);
  if (!parsed.success) throw new AppError('store_unreadable', { cause: new Error('not customer groups') });
  // V2 names no number of pages.
  return toPage(parsed.data.map(toGroup), null, page);
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
  const { items, last } = await getPage(client, access, 1);
  return { groups: items, complete: last };
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
  const readPage = (page: number) => getPage(client, access, page);
  const { items, complete } = await readPages(readPage, { mostPages, pagesAtOnce });
  return { groups: items, complete };
}
