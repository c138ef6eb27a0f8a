/**
 * What BigDesign and its theme use of polished, which next.config.js puts in the place of the whole package: that one
 * brings a calculator and 148 colour names, 6 KB of every first load. A unit test compares the two.
 */
import clearFix from 'polished/lib/mixins/clearFix';
import ellipsis from 'polished/lib/mixins/ellipsis';
import hideVisually from 'polished/lib/mixins/hideVisually';
import normalize from 'polished/lib/mixins/normalize';

export { clearFix, ellipsis, hideVisually, normalize };

const pixels = (length: number | string): number =>
  typeof length === 'number' ? length : parseFloat(length);

/** @param size in pixels, with or without the unit */
export function rem(size: number | string, base: number | string = 16): string {
  return `${pixels(size) / pixels(base)}rem`;
}

/** @param size in pixels, with or without the unit */
export function em(size: number | string, base: number | string = 16): string {
  return `${pixels(size) / pixels(base)}em`;
}

const sum = /^(-?[\d.]+)([a-z%]*) \+ (-?[\d.]+)([a-z%]*)$/;

/** Adds two lengths of one unit, the only formula that BigDesign's theme makes. */
export function math(formula: string): string {
  const [, first, unit, second, otherUnit] = sum.exec(formula) ?? [];
  if (first === undefined || second === undefined || unit !== otherUnit)
    throw new Error(`no sum of two lengths of one unit: ${formula}`);
  return `${parseFloat(first) + parseFloat(second)}${unit}`;
}

const hexColor = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i;

/**
 * @param color as the theme has them: six hexadecimal digits
 * @param alpha from 0 to 1
 */
export function rgba(color: string, alpha: number): string {
  const channels = hexColor.exec(color)?.slice(1);
  if (channels === undefined) throw new Error(`no color of six hexadecimal digits: ${color}`);
  const [red, green, blue] = channels.map((channel) => parseInt(channel, 16));
  return `rgba(${red},${green},${blue},${alpha})`;
}

/** @param amount how much of the color goes, from 0 to 1 */
export function transparentize(amount: number, color: string): string {
  return rgba(color, Number((100 - amount * 100).toFixed(2)) / 100);
}
