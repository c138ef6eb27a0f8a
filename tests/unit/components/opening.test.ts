import { describe, expect, it, vi } from 'vitest';
import { createOpening } from '@/components/shell/opening';

const asViewer = { userId: 7, isOwner: false, role: 'viewer' } as const;

describe('the role of an opening', () => {
  it('is that of the page until a response names another one, and listeners hear of it once', () => {
    const opening = createOpening('abc123', 'a-seal', asViewer);
    const listener = vi.fn();
    const end = opening.subscribe(listener);
    expect(opening.role()).toBe('viewer');
    opening.noteRole('editor');
    opening.noteRole('editor');
    expect(opening.role()).toBe('editor');
    expect(listener).toHaveBeenCalledTimes(1);
    end();
    opening.noteRole('admin');
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('stays what it was where a response names none of the roles', () => {
    const opening = createOpening('abc123', 'a-seal', asViewer);
    for (const named of ['owner', '', 'none', 'constructor']) opening.noteRole(named);
    expect(opening.role()).toBe('viewer');
  });

  it('is not known after a reload without storage', () => {
    const opening = createOpening('abc123', null, { userId: null, isOwner: false, role: null });
    expect(opening.role()).toBeNull();
    opening.noteRole('viewer');
    expect(opening.role()).toBe('viewer');
  });
});
