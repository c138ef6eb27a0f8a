const WORDS: Readonly<Record<string, string>> = {
  store_v2_customers: 'Customers: view and change customer settings and customer groups',
  store_v2_customers_read_only: 'Customers: view customer settings and customer groups',
  store_channel_settings: 'Channel settings: view and change your storefronts and channels',
  store_channel_settings_read_only: 'Channel settings: view your storefronts and channels',
  store_v2_information: 'Information and settings: view and change your store’s details',
  store_v2_information_read_only: 'Information and settings: view your store’s details',
  store_sites: 'Sites and routes: view and change the addresses of your storefronts',
  store_sites_read_only: 'Sites and routes: view the addresses of your storefronts',
};

/** An OAuth scope as the consent screen words it. */
export function wordsOfScope(scope: string): string {
  return WORDS[scope] ?? scope;
}
