import { html, type Markup } from '../html.ts';

export interface Choice {
  value: string | number;
  label: string;
}

let lastFieldId = 0;

/** A page has several forms with fields of the same name, so that the name cannot be the id. */
function nextFieldId(): string {
  lastFieldId += 1;
  return `field-${lastFieldId}`;
}

export function selectField(
  name: string,
  label: string,
  choices: readonly Choice[],
  chosen: string | number = '',
): Markup {
  const options = choices.map(
    ({ value, label: text }) =>
      html`<option value="${value}" ${String(value) === String(chosen) ? html`selected` : ''}>
        ${text}
      </option>`,
  );
  const id = nextFieldId();
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}">
      ${options}
    </select>
  </div>`;
}

export function textField(name: string, label: string, value: string | number = '', type = 'text'): Markup {
  const id = nextFieldId();
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <input id="${id}" name="${name}" type="${type}" value="${value}" />
  </div>`;
}

export function checkboxField(name: string, label: string, checked: boolean, value = 'on'): Markup {
  const state = checked ? html`checked` : '';
  return html`<label class="check"
    ><input type="checkbox" name="${name}" value="${value}" ${state} /><span>${label}</span></label
  >`;
}

export function hiddenField(name: string, value: string | number): Markup {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}

/** A form of one button. */
export function buttonForm(
  action: string,
  label: string,
  fields: Record<string, string | number> = {},
  rest: { style?: string; name?: string } = {},
): Markup {
  const hidden = Object.entries(fields).map(([name, value]) => hiddenField(name, value));
  return html`<form method="post" action="${action}" class="inline">
    ${hidden}<button type="submit" class="button ${rest.style ?? ''}" aria-label="${rest.name ?? label}">
      ${label}
    </button>
  </form>`;
}
