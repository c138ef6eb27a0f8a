import { type RefObject, useLayoutEffect } from 'react';

/**
 * Keeps the height of an element in a CSS property, for what has to leave room for it.
 *
 * @param property its name, with the two dashes
 * @param holder what has the property: the element's parent, or the whole page
 */
export function useHeightProperty(
  element: RefObject<HTMLElement | null>,
  property: `--${string}`,
  holder: 'parent' | 'page' = 'parent',
): void {
  useLayoutEffect(() => {
    const measured = element.current;
    const held = holder === 'page' ? document.documentElement : measured?.parentElement;
    if (!measured || !held) return;
    const observer = new ResizeObserver(() => {
      held.style.setProperty(property, `${measured.offsetHeight}px`);
    });
    observer.observe(measured);
    return () => {
      observer.disconnect();
      held.style.removeProperty(property);
    };
  }, [element, property, holder]);
}
