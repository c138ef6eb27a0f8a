import type { Page } from '@playwright/test';

/** A stop of the Tab key, as its focus ring looks. */
export interface FocusStop {
  /** Its tag, role and name, to find it by. */
  name: string;
  /** In CSS pixels; 0 where there is none. */
  ringWidth: number;
  /** Of the ring with the surface that it lies on, from 1 to 21 (WCAG 2.2, relative luminance). */
  contrast: number;
  /** Whether all four sides of the ring are inside the boxes that clip it. */
  whole: boolean;
}

/** Reads the focus ring of the element that has the focus; null where the page itself has it. */
function readStop(): FocusStop | null {
  const rgb = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = rgb(color)
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const isOpaque = (color: string) => (rgb(color)[3] ?? 1) === 1;
  const ancestors = (element: Element): Element[] =>
    element.parentElement === null ? [] : [element.parentElement, ...ancestors(element.parentElement)];

  const focused = document.activeElement;
  if (focused === null || focused === document.body) return null;
  // A control that is drawn by its label has the ring there.
  const drawn = getComputedStyle(focused).opacity === '0' || focused.matches('[role="switch"]');
  const ringed = (drawn ? focused.nextElementSibling : null) ?? focused;
  const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(ringed);
  const ringWidth = outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
  const offset = parseFloat(outlineOffset);
  const surfaces = (offset < 0 ? [ringed] : []).concat(ancestors(ringed));
  const surface = surfaces
    .map((element) => getComputedStyle(element).backgroundColor)
    .find((color) => isOpaque(color));
  const [lighter = 0, darker = 0] = [
    luminance(outlineColor),
    luminance(surface ?? 'rgb(255, 255, 255)'),
  ].sort((one, other) => other - one);
  const box = ringed.getBoundingClientRect();
  const reach = ringWidth + offset - 0.5;
  const whole = ancestors(ringed).every((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const clip = element.getBoundingClientRect();
    const across =
      overflowX === 'visible' || (box.left - reach >= clip.left && box.right + reach <= clip.right);
    const down =
      overflowY === 'visible' || (box.top - reach >= clip.top && box.bottom + reach <= clip.bottom);
    return element === document.documentElement || element === document.body || (across && down);
  });
  return {
    name: `${focused.tagName.toLowerCase()} ${focused.getAttribute('role') ?? ''} “${
      focused.getAttribute('aria-label') ?? focused.textContent.trim().slice(0, 40)
    }” ${focused.id}`,
    ringWidth,
    contrast: (lighter + 0.05) / (darker + 0.05),
    whole,
  };
}

/** More than any view has. */
const mostStops = 150;

/** Goes through a page by the Tab key, once, and reads the focus ring at each stop. */
export async function readFocusStops(page: Page): Promise<FocusStop[]> {
  const stops: FocusStop[] = [];
  for (let count = 0; count < mostStops; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(readStop);
    // After the last control the browser has the focus, and then the first one again.
    if (stop === null) continue;
    if (stop.name === stops[0]?.name && stops.length > 1) return stops;
    // The parts of a date field are stops of their own, with marks of the browser's.
    if (stop.name !== stops.at(-1)?.name) stops.push(stop);
  }
  throw new Error(`more than ${mostStops} stops`);
}
