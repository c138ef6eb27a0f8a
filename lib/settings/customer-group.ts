/** A customer group as a person chooses it. What BigCommerce's answer does not tell about it is left out. */
export interface CustomerGroup {
  id: number;
  /** Empty where BigCommerce does not tell it. */
  name: string;
  /** Empty where the group gives no discount. */
  discounts?: GroupDiscount[];
  /** Which categories its members may see: all, none, or so many chosen ones. */
  categories?: 'all' | 'none' | number;
  /** BigCommerce says more about prices or categories than we can read. */
  unknownBenefits?: boolean;
}

/** One discount rule of a group. */
export interface GroupDiscount {
  on: 'all' | 'category' | 'product' | 'price_list';
  /** BigCommerce's word: `percent`, `fixed` or `price`. A price list has none. */
  method?: string;
  amount?: number;
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

/** Tells that a group hides categories. */
export function restrictsCategories({ categories }: CustomerGroup): boolean {
  return categories !== undefined && categories !== 'all';
}
