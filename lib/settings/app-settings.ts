/** What a store has set for this app itself. BigCommerce does not know these. */
export interface AppSettings {
  /** Whether every change that a user saves needs a reason. */
  reasonRequired: boolean;
}
