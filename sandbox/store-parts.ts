/** The things a store is made of, in BigCommerce's wire shape where BigCommerce has one. */

export interface User {
  id: number;
  email: string;
  name: string;
  locale: string;
  role: 'owner' | 'staff';
  /** Whether the owner lets this user open the app. */
  mayOpenApp: boolean;
}

export interface Channel {
  id: number;
  name: string;
  type: 'storefront' | 'marketplace' | 'pos' | 'marketing';
  platform: string;
  status:
    | 'prelaunch'
    | 'active'
    | 'inactive'
    | 'connected'
    | 'disconnected'
    | 'archived'
    | 'deleted'
    | 'terminated';
  external_id: string;
  icon_url: string;
  is_enabled: boolean;
  is_listable_from_ui: boolean;
  is_visible: boolean;
  date_created: string;
  date_modified: string;
}

export interface DiscountRule {
  type: 'all' | 'category' | 'product' | 'price_list';
  method?: 'percent' | 'fixed' | 'price';
  amount?: string;
  price_list_id?: number;
  category_id?: number;
  product_id?: number;
}

/** Without `is_default` and `is_group_for_guests`: those follow from the store's settings. */
export interface CustomerGroup {
  id: number;
  name: string;
  category_access: { type: 'all' | 'specific' | 'none'; categories?: number[] };
  discount_rules: DiscountRule[];
  date_created: string;
  date_modified: string;
}

export interface Hook {
  id: number;
  client_id: string;
  store_hash: string;
  scope: string;
  destination: string;
  headers: Record<string, string> | null;
  is_active: boolean;
  created_at: number;
  updated_at: number;
}

/** The app on one store, from the exchange of a code until the uninstall. */
export interface Installation {
  accessToken: string;
  tokenAlive: boolean;
  /** The OAuth scopes that the merchant granted; they can be fewer than were requested. */
  scopes: string[];
  askedScopes: string[];
  ownerEmail: string;
  installedBy: number;
  installedAt: number;
}

/** The addresses of a storefront. */
export interface Site {
  id: number;
  channel_id: number;
  url: string;
}

export interface ChannelCurrencies {
  channel_id: number;
  enabled_currencies: string[];
  default_currency: string;
}

/** Where a store is, as `GET /v2/store` names it. */
export interface StoreLocation {
  country: string;
  country_code: string;
  currency: string;
}
