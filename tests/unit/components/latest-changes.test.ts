import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import type { Change, ChangeFilters } from '@/lib/settings/change';
import { findLatestChanges } from '../../../components/data/use-latest-changes';

const change = (changed: Partial<Change>): Change => ({
  id: 'a',
  channelId: 1,
  source: 'app',
  status: 'applied',
  restoresId: null,
  sideEffects: null,
  late: null,
  author: { userId: 2, email: 'kim@example.com', role: 'user' },
  before: { policyUrl: '' },
  requested: { policyUrl: 'https://a.example/' },
  stored: { policyUrl: 'https://a.example/' },
  names: {},
  note: null,
  requestId: null,
  createdAt: 0,
  ...changed,
});

function historyOf(entries: Change[][]) {
  const asked: ChangeFilters[] = [];
  return {
    asked,
    api: {
      async getChanges(filters: ChangeFilters) {
        asked.push(filters);
        const items = entries.map(([first = change({}), ...others]) => ({
          id: first.id,
          at: 0,
          count: 1 + others.length,
          change: first,
          statuses: {},
          scopes: 1,
          wholeStore: first.channelId === null,
        }));
        return { items, nextCursor: null };
      },
      getChangesOfEntry: async (id: string) => ({
        items: entries.find(([first]) => first?.id === id) ?? [],
        nextCursor: null,
      }),
    },
  };
}

const current = { policyUrl: 'https://a.example/' };

describe('who changed a field last', () => {
  it('is who made the newest change of it', async () => {
    const { api, asked } = historyOf([[change({})]]);
    const found = await findLatestChanges(api, 1, ['policyUrl'], current);
    expect(found.get('policyUrl')).toEqual(change({}));
    expect(asked).toEqual([{ channelId: 1, field: 'policyUrl' }]);
  });

  it('is found among changes that were made together', async () => {
    const own = change({ id: 'b' });
    const { api } = historyOf([[change({ channelId: 7 }), own]]);
    expect((await findLatestChanges(api, 1, ['policyUrl'], current)).get('policyUrl')).toEqual(own);
  });

  it('is not known where the field holds something else by now, or nothing was read', async () => {
    const { api } = historyOf([[change({})]]);
    expect((await findLatestChanges(api, 1, ['policyUrl'], { policyUrl: '' })).size).toBe(0);
    expect((await findLatestChanges(historyOf([]).api, null, ['policyUrl'], current)).size).toBe(0);
    const failing = { ...api, getChanges: () => Promise.reject(new AppError('database_unavailable')) };
    expect((await findLatestChanges(failing, 1, ['policyUrl'], current)).size).toBe(0);
  });
});
