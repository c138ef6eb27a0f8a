import { theme } from '@bigcommerce/big-design-theme';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as whole from 'polished';
import { describe, expect, it } from 'vitest';
import * as part from '@/lib/build/polished';

const spacings = Object.values(theme.spacing).filter((spacing) => String(spacing).endsWith('rem'));
const colors = (Object.values(theme.colors) as string[]).filter((color) => color.startsWith('#'));
const alphas = [0, 0.04, 0.1, 0.2, 0.35, 0.5, 0.7, 0.99];

/** The names that the files of an installed package import from polished. */
function importedNames(directory: string): string[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  return files.flatMap((name) =>
    [...readFileSync(join(directory, name), 'utf8').matchAll(/\{([^}]*)\} from 'polished'/g)].flatMap(
      ([, names]) => (names ?? '').split(',').map((one) => one.trim()),
    ),
  );
}

describe('the part of polished that BigDesign uses', () => {
  it('has everything that BigDesign and its theme import', () => {
    const packages = ['big-design', 'big-design-theme', 'big-design-icons'];
    const names = packages.flatMap((name) => importedNames(`node_modules/@bigcommerce/${name}/dist/es`));
    expect(names).toContain('rem');
    expect(Object.keys(part)).toEqual(expect.arrayContaining(names));
  });

  it.each([0.5, 1, 4, 14, 16, 36, 125, 1840])('converts %d pixels as polished does', (size) => {
    for (const base of [16, 14, '16px', '14px']) {
      expect(part.rem(size, base)).toBe(whole.rem(size, base));
      expect(part.em(`${size}px`, base)).toBe(whole.em(`${size}px`, base));
    }
  });

  it('adds all spacings of the theme as polished does', () => {
    for (const one of spacings) {
      for (const other of spacings) {
        const formula = `${one} + ${other}`;
        expect(part.math(formula)).toBe(whole.math(formula));
      }
    }
  });

  it('refuses a formula that it does not know', () => {
    expect(() => part.math('1rem + 1px')).toThrow('no sum');
    expect(() => part.math('2 * 1rem')).toThrow('no sum');
  });

  it('makes all colors of the theme transparent as polished does', () => {
    expect(colors.length).toBeGreaterThan(20);
    for (const color of colors) {
      for (const alpha of alphas) {
        expect(part.rgba(color, alpha)).toBe(whole.rgba(color, alpha));
        expect(part.transparentize(1 - alpha, color)).toBe(whole.transparentize(1 - alpha, color));
      }
    }
  });

  it('hides, cuts and resets as polished does', () => {
    expect(part.hideVisually()).toEqual(whole.hideVisually());
    expect(part.ellipsis()).toEqual(whole.ellipsis());
    expect(part.clearFix()).toEqual(whole.clearFix());
    expect(part.normalize()).toEqual(whole.normalize());
  });
});
