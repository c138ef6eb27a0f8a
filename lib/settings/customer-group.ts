import { noCustomerGroup } from './fields';

/** A customer group as a person chooses it. What BigCommerce's response does not say is left out. */
export interface CustomerGroup {
  id: number;
  /** Empty where BigCommerce's response lacks it. */
  name: string;
  /** Empty where the group gives no discount. */
  discounts?: GroupDiscount[];
  /** The categories that its members may see: all, none, or the number of chosen ones. */
  categories?: 'all' | 'none' | number;
  /**
   * The settings that V2 says the group stands in, `is_group_for_guests` and `is_default`: it may differ from what the
   * settings say. Absent where the response lacks one of them.
   */
  flags?: GroupFlag[];
  /** The response holds facts about prices or categories that could not be read. */
  unknownBenefits?: boolean;
}

/** V2's `is_group_for_guests` and `is_default`. */
export type GroupFlag = 'guests' | 'newCustomers';

/** One discount rule of a group. */
export interface GroupDiscount {
  on: 'all' | 'category' | 'product' | 'price_list';
  /** BigCommerce's word: `percent`, `fixed` or `price`. A price list has none. */
  method?: string;
  amount?: number;
}

/** A group that a setting names, `null` as its `group` where it could not be looked up. */
export interface NamedGroup {
  id: number;
  group: CustomerGroup | null;
}

/** The groups of a store. `complete` is false while further pages are still to be read. */
export interface CustomerGroupList {
  groups: CustomerGroup[];
  complete: boolean;
}

/** Whether a group changes prices, or may do so in a way that we cannot read. */
export function givesDiscounts({ discounts, unknownBenefits }: CustomerGroup): boolean {
  return unknownBenefits === true || (discounts !== undefined && discounts.length > 0);
}

/** Whether a group hides categories. */
export function restrictsCategories({ categories }: CustomerGroup): boolean {
  return categories !== undefined && categories !== 'all';
}

/** Whether a group changes prices or categories, so that giving it to every visitor needs consent. */
function changesWhatGuestsSee(group: CustomerGroup): boolean {
  return givesDiscounts(group) || restrictsCategories(group);
}

/**
 * Whether giving a group to every visitor may change prices or hide categories. A group that could not be read may do
 * anything; one that a complete list does not have was deleted, and does nothing.
 */
export function mayChangeWhatGuestsSee({ id, group }: NamedGroup, { complete }: CustomerGroupList): boolean {
  return group === null ? id !== noCustomerGroup && !complete : changesWhatGuestsSee(group);
}
