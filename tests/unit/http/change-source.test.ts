import { describe, expect, it } from 'vitest';
import { readChangeOrigin } from '@/lib/http/save-request';

const id = '6b0f1f0e-4c1d-4c37-9d0a-2f1f6f0b7a11';
const read = (headers: Record<string, string>) =>
  readChangeOrigin(new Request('http://localhost/', { method: 'PUT', headers }));

describe('readChangeOrigin', () => {
  it('takes a save that says nothing for a person’s own', () => {
    expect(read({})).toEqual({ source: 'app' });
  });

  it.each(['bulk', 'restore', 'import'])('reads all of a %s', (source) => {
    const note = 'Für den Herbst:\n„50 %“ 🎃';
    expect(
      read({
        'X-Change-Source': source,
        'X-Change-Group': id,
        'X-Change-Restores': id.toUpperCase(),
        'X-Change-Note': encodeURIComponent(note),
      }),
    ).toEqual({ source, groupId: id, restoresId: id, note });
  });

  it('takes a note of 500 characters', () => {
    expect(read({ 'X-Change-Note': encodeURIComponent('ä'.repeat(500)) }).note).toHaveLength(500);
  });

  it.each([
    { 'X-Change-Source': 'app' },
    { 'X-Change-Source': 'outside' },
    { 'X-Change-Source': '' },
    { 'X-Change-Source': 'bulk, bulk' },
    { 'X-Change-Group': 'abc' },
    { 'X-Change-Group': '' },
    { 'X-Change-Restores': `${id}0` },
    { 'X-Change-Restores': `${id},${id}` },
    { 'X-Change-Note': '' },
    { 'X-Change-Note': '%E4' },
    { 'X-Change-Note': '%' },
    { 'X-Change-Note': '%00' },
    { 'X-Change-Note': 'a%1Bb' },
    { 'X-Change-Note': encodeURIComponent('ä'.repeat(501)) },
  ])('refuses %j', (headers) => {
    expect(() => read(headers as unknown as Record<string, string>)).toThrow('invalid_change_headers');
  });
});
