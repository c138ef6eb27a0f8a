import { z } from 'zod';
import type { CustomerGroup, CustomerGroupList, GroupDiscount, GroupFlag } from '../settings/customer-group';
import { answerShapes, readAnswer } from './answer-shapes';
import type { BigCommerceClient, StoreAccess } from './client';
import { type Page, pageSize, readFirstPage, readPages, toPage } from './read-pages';

/** Pages requested at once after a first page that is full. */
const pagesAtOnce = 4;

/** The most pages of groups that are read from one store. */
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

/** Access to chosen categories has them as a list; any other shape makes the group's access unknown. */
const accessSchema = z.looseObject({
  type: z.enum(['all', 'specific', 'none']),
  categories: z.array(z.unknown()).nullish(),
});

/** Rules are a list, or an object where there is only one. */
function entriesOf(rules: unknown): unknown[] {
  if (Array.isArray(rules)) return rules as unknown[];
  if (typeof rules !== 'object' || rules === null) return [rules];
  return 'type' in rules ? [rules] : Object.values(rules);
}

function toDiscount({ type, method, amount }: z.infer<typeof ruleSchema>): GroupDiscount {
  return {
    on: type,
    ...(method === null || method === undefined ? {} : { method }),
    ...(amount === null || amount === undefined ? {} : { amount }),
  };
}

type Benefits = Pick<CustomerGroup, 'discounts' | 'categories' | 'unknownBenefits'>;

function readDiscounts(rules: unknown): Benefits {
  if (rules === null || rules === undefined) return {};
  const read = entriesOf(rules).map((rule) => ruleSchema.safeParse(rule));
  const known = read.flatMap(({ data }) => (data === undefined ? [] : [toDiscount(data)]));
  if (known.length === read.length) return { discounts: known };
  return { unknownBenefits: true, ...(known.length > 0 ? { discounts: known } : {}) };
}

function readCategories(access: unknown): Benefits {
  const isEmpty = access === null || access === undefined || (Array.isArray(access) && access.length === 0);
  if (isEmpty) return {};
  const { data } = accessSchema.safeParse(access);
  if (data === undefined) return { unknownBenefits: true };
  return { categories: data.type === 'specific' ? (data.categories?.length ?? 0) : data.type };
}

type WireGroup = z.infer<typeof answerShapes.customerGroups>['items'][number];

function readFlags({ is_group_for_guests: guests, is_default: newCustomers }: WireGroup) {
  if (typeof guests !== 'boolean' || typeof newCustomers !== 'boolean') return {};
  const flags: GroupFlag[] = [
    ...(guests ? (['guests'] as const) : []),
    ...(newCustomers ? (['newCustomers'] as const) : []),
  ];
  return { flags };
}

/** All but the id is additional information: where it cannot be read, the group can still be chosen. */
function toGroup(group: WireGroup): CustomerGroup {
  const { id, name, discount_rules: rules, category_access: access } = group;
  return { id, name: name ?? '', ...readDiscounts(rules), ...readCategories(access), ...readFlags(group) };
}

async function getPage(
  client: BigCommerceClient,
  access: StoreAccess,
  page: number,
): Promise<Page<CustomerGroup>> {
  const path = `/v2/customer_groups?limit=${pageSize}&page=${page}`;
  const answer = await client.call(access, { method: 'GET', path });
  // An empty page is 204 without a body.
  const list = readAnswer(answerShapes.customerGroups, answer ?? [], 'customer groups');
  return toPage({ ...list, items: list.items.map(toGroup) }, null);
}

/**
 * Reads the first page of a store's customer groups: all of them for most stores, in one request. Customer groups exist
 * in V2 only. Source: BigCommerce, Customers V2, "Get all customer groups".
 *
 * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
 */
export async function getFirstCustomerGroups(
  client: BigCommerceClient,
  access: StoreAccess,
): Promise<CustomerGroupList> {
  const { items, complete } = await readFirstPage((page) => getPage(client, access, page));
  return { groups: items, complete };
}

/**
 * Reads all customer groups of a store, a few pages at once where the first one is full.
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
