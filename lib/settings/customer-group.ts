/** A customer group as a person chooses it. What BigCommerce's answer does not tell about it is left out. */
export interface CustomerGroup {
  id: number;
  name: string;
  /** Empty where the group gives no discount. */
  discounts?: GroupDiscount[];
  /** Which categories its members may see: all, none, or so many chosen ones. */
  categories?: 'all' | 'none' | number;
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

/** Tells that a group changes prices. What we do not know of a group, it does not do. */
export function givesDiscounts({ discounts }: CustomerGroup): boolean {
  return discounts !== undefined && discounts.length > 0;
}

/** Tells that a group hides categories. */
export function restrictsCategories({ categories }: CustomerGroup): boolean {
  return categories !== undefined && categories !== 'all';
}
