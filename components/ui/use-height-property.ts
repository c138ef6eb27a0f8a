import { type RefObject, useLayoutEffect } from 'react';

/**
 * Keeps the height of an element in a CSS property of its parent, for what sticks below it.
 *
 * @param property its name, with the two dashes
 */
export function useHeightProperty(element: RefObject<HTMLElement | null>, property: `--${string}`): void {
  useLayoutEffect(() => {
    const measured = element.current;
    const parent = measured?.parentElement;
    if (!measured || !parent) return;
    const observer = new ResizeObserver(() => {
      parent.style.setProperty(property, `${measured.offsetHeight}px`);
    });
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element, property]);
}
