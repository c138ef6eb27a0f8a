import type { Page } from '@playwright/test';

/**
 * Finds what makes a page, or a dialog on it, scroll sideways.
 *
 * @returns the beginnings of elements that reach beyond it, none where nothing scrolls
 */
export function findBeyondPage(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const roots = [document.documentElement, ...document.querySelectorAll('dialog[open], dialog[open] > *')];
    return roots.flatMap((root) => {
      const { scrollWidth, clientWidth } = root;
      if (scrollWidth <= clientWidth) return [];
      const edge = root.getBoundingClientRect().left + clientWidth + 0.5;
      const beyond = [...root.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > edge)
        .map(({ outerHTML }) => outerHTML.slice(0, 160));
      return [`${root.localName}: ${scrollWidth} of ${clientWidth} pixels`, ...beyond.slice(0, 5)];
    });
  });
}

/**
 * Finds texts that are cut, or that reach out of their button, tab or cell. A text that is shortened on purpose, with
 * the whole of it in its `title` or in the details that open below it, is not cut.
 *
 * @returns what each of them is, and its text
 */
export function findCutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const room = 1;
    const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    const isForScreenReaders = (element: Element) => {
      for (let one: Element | null = element; one !== null; one = one.parentElement)
        if (one.clientWidth <= 1 && getComputedStyle(one).position === 'absolute') return true;
      return false;
    };
    const isCut = (element: HTMLElement) => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight, title } = element;
      const style = getComputedStyle(element);
      if (style.display === 'inline' || style.webkitLineClamp !== 'none') return false;
      if (style.textOverflow === 'ellipsis' && title !== '') return false;
      const holds = element.matches('button, [role="tab"], th, td, label, summary');
      const wide = scrollWidth > clientWidth + room && (holds || cuts(style.overflowX));
      return wide || (scrollHeight > clientHeight + room && cuts(style.overflowY));
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => element instanceof HTMLElement)
      .filter((element) => element.checkVisibility() && element.innerText.trim() !== '')
      .filter((element) => isCut(element) && !isForScreenReaders(element))
      .map(
        (element) => `<${element.localName} class="${element.className}"> ${element.innerText.slice(0, 60)}`,
      );
  });
}

/**
 * Finds texts and names that are not in the pseudo-language, whose letters all have marks: every other word.
 *
 * @param data what merchants or the app's users wrote, such as names of storefronts
 * @returns each text that holds such a word
 */
export async function findEnglish(page: Page, data: readonly string[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const named = ['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'aria-valuetext'];
    const isShown = (element: Element): boolean =>
      (element.closest('select, svg') ?? element).checkVisibility();
    // Addresses, and the names of languages.
    const isData = (element: Element) => element.closest('[translate="no"], body [lang]') !== null;
    const found: string[] = [document.title];
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const { parentElement: parent, textContent } = nodes.currentNode;
      if (parent?.closest('script, style, noscript') !== null) continue;
      if (isShown(parent) && !isData(parent)) found.push(textContent ?? '');
    }
    for (const element of document.querySelectorAll('body *'))
      if (isShown(element) && !isData(element))
        found.push(...named.map((name) => element.getAttribute(name) ?? ''));
    return found;
  });
  const longestFirst = data.toSorted((one, other) => other.length - one.length);
  const withoutData = (text: string) =>
    longestFirst
      .reduce((rest, name) => rest.replaceAll(name, ''), text)
      // Names of a settings file, as BigCommerce writes them.
      .replaceAll(/\w+_[\w.[\]]*/g, '')
      .replaceAll(/https?:\/\/\S*|\S+@\S+|\S+\.example\S*|\b(UTC|GMT)\b/g, '');
  return [...new Set(texts)].filter((text) => /[A-Za-z]{2,}/.test(withoutData(text)));
}
