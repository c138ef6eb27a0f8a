/** A channel of type storefront. */
export interface Storefront {
  id: number;
  /** Empty where BigCommerce's response lacks it. */
  name: string;
  /** BigCommerce's word, for instance `bigcommerce` (Stencil), `catalyst`, `next`, `custom`. */
  platform: string;
  /** BigCommerce's word: `prelaunch`, `active`, `inactive` or `connected`. */
  status: string;
}

/** The storefronts of a store. `complete` is false while further pages are still to be read. */
export interface StorefrontList {
  storefronts: Storefront[];
  complete: boolean;
}
