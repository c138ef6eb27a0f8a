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
