import { isObject, type JsonObject } from './json.ts';

export interface SchemaLeniency {
  /** The prose allows null, the schema does not. */
  everythingNullable?: boolean;
  /** `minItems` describes the example, not what an empty store answers. */
  emptyListsAllowed?: boolean;
}

/** The object that an internal `$ref` points to; the object itself where it has none. */
export function resolved(document: JsonObject, value: unknown): JsonObject {
  if (!isObject(value)) return {};
  if (typeof value.$ref !== 'string') return value;
  const steps = value.$ref.replace(/^#\//, '').split('/');
  const target = steps.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), document);
  if (!isObject(target)) throw new Error(`The OpenAPI file has no ${value.$ref}`);
  return resolved(document, target);
}

/** An OpenAPI 3.0 schema as the JSON Schema that ajv reads: references put in, `nullable` made a type. */
export function ajvSchema(document: JsonObject, value: unknown, leniency: SchemaLeniency = {}): JsonObject {
  const source = resolved(document, value);
  const schema: JsonObject = {};
  for (const [key, part] of Object.entries(source)) {
    const converted = convertedPart(document, key, part, leniency);
    if (converted !== undefined) schema[keyOf(key, source)] = converted;
  }
  return withNull(schema, source.nullable === true || leniency.everythingNullable === true);
}

/** The alternatives of the group's discount rules overlap: taken literally, no rule fits exactly one. */
function keyOf(key: string, source: JsonObject): string {
  return key === 'oneOf' && source.discriminator === undefined ? 'anyOf' : key;
}

function convertedPart(document: JsonObject, key: string, part: unknown, leniency: SchemaLeniency): unknown {
  const convert = (value: unknown): JsonObject => ajvSchema(document, value, leniency);
  switch (key) {
    case 'properties':
      return isObject(part)
        ? Object.fromEntries(Object.entries(part).map(([name, value]) => [name, convert(value)]))
        : undefined;
    case 'items':
      return convert(part);
    case 'additionalProperties':
      return isObject(part) ? convert(part) : part;
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return Array.isArray(part) ? part.map(convert) : undefined;
    case 'minItems':
      return leniency.emptyListsAllowed === true ? undefined : part;
    // `url` is no format of JSON Schema, and an empty one stands in the documented examples.
    case 'format':
      return part === 'url' ? undefined : part;
    case 'type':
    case 'enum':
    case 'required':
    case 'minLength':
    case 'minimum':
    case 'maximum':
    case 'uniqueItems':
      return part;
    default:
      return undefined;
  }
}

function withNull(schema: JsonObject, nullable: boolean): JsonObject {
  if (!nullable || typeof schema.type !== 'string') return schema;
  const values = Array.isArray(schema.enum) ? { enum: [...(schema.enum as unknown[]), null] } : {};
  return { ...schema, ...values, type: [schema.type, 'null'] };
}
