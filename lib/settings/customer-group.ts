/** A customer group as a person chooses it. */
export interface CustomerGroup {
  id: number;
  name: string;
}

/** The groups of a store. `complete` is false while further pages are still to be read. */
export interface CustomerGroupList {
  groups: CustomerGroup[];
  complete: boolean;
}
