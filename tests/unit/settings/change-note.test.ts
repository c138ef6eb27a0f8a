import { describe, expect, it } from 'vitest';
import { toNote } from '@/lib/settings/change';

describe('the note of a change', () => {
  it.each([
    ['As agreed', 'As agreed'],
    ['  Für „alle“ 🎃 ', 'Für „alle“ 🎃'],
    ['a\u0007b\u0000c', 'a b c'],
    ['two\nlines', 'two\nlines'],
    [`${'x'.repeat(499)}🎃`, 'x'.repeat(499)],
    ['x'.repeat(600), 'x'.repeat(500)],
  ])('of %j is %j', (typed, note) => {
    expect(toNote(typed)).toBe(note);
    expect(decodeURIComponent(encodeURIComponent(note))).toBe(note);
  });

  it.each(['', '   ', '\n', '\u0000', '\ud83c'])('is none for %j', (typed) => {
    expect(toNote(typed)).toBeUndefined();
  });
});
