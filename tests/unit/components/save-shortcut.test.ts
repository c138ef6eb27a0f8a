import { expect, it } from 'vitest';
import { isSaveShortcut } from '../../../components/ui/use-save-shortcut';

const stroke = { key: 's', code: 'KeyS', ctrlKey: true, metaKey: false, altKey: false };

it.each([
  ['Ctrl+S', {}, true],
  ['⌘S', { ctrlKey: false, metaKey: true }, true],
  ['Ctrl+S with caps lock', { key: 'S' }, true],
  ['S on a Dvorak keyboard', { code: 'Semicolon' }, true],
  ['S on a Ukrainian keyboard', { key: 'і' }, true],
  ['O on a Dvorak keyboard', { key: 'o' }, false],
  ['S alone', { ctrlKey: false }, false],
  ['Ctrl+Alt+S, which types a letter on some keyboards', { altKey: true }, false],
])('%s', (_what, keys, saves) => {
  expect(isSaveShortcut({ ...stroke, ...keys })).toBe(saves);
});
