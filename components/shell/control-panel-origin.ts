/**
 * Where the control panel that shows this page lives, as far as the browser tells.
 *
 * @returns `null` when it cannot be told; the SDK then talks to whoever the parent is
 */
export function controlPanelOrigin(): string | null {
  // Firefox has no ancestorOrigins; the referrer may be withheld by the parent's policy.
  const ancestor = (location.ancestorOrigins as DOMStringList | undefined)?.[0];
  const origin = ancestor ?? URL.parse(document.referrer)?.origin;
  return origin === undefined || origin === 'null' || origin === location.origin ? null : origin;
}
