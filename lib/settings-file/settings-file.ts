import type { CustomerSettings } from '../settings/customer-settings';

/** The version of the files that we write, and the newest that we read. */
export const settingsFileVersion = 1;

/** Room for the settings of ten thousand storefronts, about 450 bytes each, in bytes. */
export const settingsFileMaxBytes = 5 * 1024 * 1024;

/** A storefront or a customer group, as a file names it. */
export interface NamedInFile {
  id: number;
  name: string;
}

export interface StorefrontInFile extends NamedInFile {
  /** `null` where it follows the store. */
  settings: CustomerSettings;
}

/** Settings of a store as a file holds them. */
export interface SettingsFile {
  /** Milliseconds since the epoch. */
  exportedAt: number;
  store: { hash: string; name: string };
  /** `null` where the file is about storefronts only. */
  global: CustomerSettings | null;
  storefronts: StorefrontInFile[];
  /** The customer groups that the settings use, as far as their names were known. */
  groups: NamedInFile[];
}
