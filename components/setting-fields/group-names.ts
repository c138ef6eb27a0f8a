import { type CustomerGroupList, type CustomerGroup } from '@/lib/settings/customer-group';
import { noCustomerGroup } from '@/lib/settings/customer-settings';

/** The message for a group id, and its values. */
type GroupName =
  | { kind: 'none' }
  | { kind: 'named'; name: string }
  | { kind: 'sameName'; name: string; id: number }
  | { kind: 'unnamed'; id: number }
  | { kind: 'deleted'; id: number };

export interface GroupNames {
  groups: CustomerGroup[];
  find: (id: number) => CustomerGroup | undefined;
  nameOf: (id: number) => GroupName;
}

/**
 * Looks up groups by id. Two groups may have the same name: then the id tells them apart.
 *
 * @param list the groups as far as they were read; only a complete list shows that a group was deleted
 */
export function createGroupNames({ groups, complete }: CustomerGroupList): GroupNames {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const uses = new Map<string, number>();
  for (const { name } of groups) uses.set(name, (uses.get(name) ?? 0) + 1);

  return {
    groups,
    find: (id) => byId.get(id),
    nameOf(id) {
      if (id === noCustomerGroup) return { kind: 'none' };
      const group = byId.get(id);
      if (group === undefined) return complete ? { kind: 'deleted', id } : { kind: 'unnamed', id };
      if ((uses.get(group.name) ?? 0) > 1) return { kind: 'sameName', name: group.name, id };
      return { kind: 'named', name: group.name };
    },
  };
}
