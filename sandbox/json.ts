export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parsed text, or `undefined` where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A list or an object with one entry changed; a step of a path that is a number leads into a list. */
function withEntry(holder: unknown, step: string, change: (entry: unknown) => unknown): unknown {
  if (Array.isArray(holder)) {
    const list: readonly unknown[] = holder;
    // A step by name is taken by every item.
    if (!/^\d+$/.test(step))
      return list.map((item) => (isObject(item) ? withEntry(item, step, change) : item));
    return list.map((item, index) => (index === Number(step) ? change(item) : item));
  }
  const object = isObject(holder) ? holder : {};
  const changed = change(object[step]);
  const { [step]: _former, ...others } = object;
  return changed === undefined ? others : { ...object, [step]: changed };
}

/**
 * An answer with the value at a dotted path replaced, for instance at `data.0.name`; steps that do not exist are made.
 *
 * @param value `undefined` to leave it out
 */
export function reshaped(root: unknown, path: string, value: unknown): unknown {
  const [head = '', ...rest] = path.split('.');
  return withEntry(root, head, (entry) =>
    rest.length === 0 ? value : reshaped(entry, rest.join('.'), value),
  );
}

/** The object with the value at a dotted path replaced; steps that do not exist are made. */
export function withValueAt(root: JsonObject, path: string, value: unknown): JsonObject {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...root, [head]: value };
  const inner = root[head];
  return { ...root, [head]: withValueAt(isObject(inner) ? inner : {}, rest.join('.'), value) };
}

export function valueAt(root: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), root);
}

/** The object without the value at a dotted path. */
export function withoutValueAt(root: JsonObject, path: string): JsonObject {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    const { [head]: _dropped, ...kept } = root;
    return kept;
  }
  const inner = root[head];
  return isObject(inner) ? { ...root, [head]: withoutValueAt(inner, rest.join('.')) } : root;
}
