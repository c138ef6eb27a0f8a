/** The app's own settings of a store. BigCommerce does not know them. */
export interface AppSettings {
  /** Whether every change that a user saves needs a reason. */
  reasonRequired: boolean;
}
