/** Markup that is known to be safe to put into a page as it is. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Renderable = Markup | string | number | boolean | null | undefined | readonly Renderable[];

/** A template whose values are escaped, unless they are markup; lists are joined; false, null and undefined are nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Renderable[]): Markup {
  const text = strings.reduce((whole, part, at) => whole + part + rendered(values[at]), '');
  return new Markup(text);
}

function rendered(value: Renderable): string {
  if (value === null || value === undefined || value === false || value === true) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'object') return value.map(rendered).join('');
  return escapeHtml(String(value));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
