import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ErrorObject } from 'ajv';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { isObject, valueAt, type JsonObject } from './json.ts';
import { ajvSchema, resolved } from './openapi-schema.ts';
import type { RecordedRequest } from './request-record.ts';

interface OpenApiViolation {
  call: string;
  /** Whose fault it is: the app's, which asked, or the sandbox's, which answered. */
  side: 'request' | 'answer';
  message: string;
}

export type OpenApiCheck =
  | { available: false; reason: string }
  | { available: true; check: (requests: readonly RecordedRequest[]) => OpenApiViolation[] };

const FILES: readonly { file: string; version: string; paths: RegExp }[] = [
  { file: 'customers.v3.yml', version: 'v3', paths: /^\/customers\/settings/ },
  { file: 'channels.v3.yml', version: 'v3', paths: /^\/channels$/ },
  { file: 'webhooks.v3.yml', version: 'v3', paths: /^\/hooks/ },
  { file: 'customers.v2.yml', version: 'v2', paths: /^\/customer_groups/ },
];

/** Answered and shown in examples, but not in the schema of a request. */
const UNDOCUMENTED_FIELDS = new Set(['privacy_settings.ask_shopper_for_tracking_consent_on_checkout']);

interface Operation {
  method: string;
  path: RegExp;
  document: JsonObject;
  operation: JsonObject;
  parameters: JsonObject[];
}

/** Holds recorded calls against BigCommerce's OpenAPI files, where those are on this machine. */
export function loadOpenApiCheck(): OpenApiCheck {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const folder = process.env.BIGCOMMERCE_OPENAPI_DIR ?? resolve(root, '../shared/bigcommerce');
  const absent = FILES.find(({ file }) => !existsSync(resolve(folder, file)));
  if (absent !== undefined) {
    return {
      available: false,
      reason: `${absent.file} is not there: set BIGCOMMERCE_OPENAPI_DIR to the folder of BigCommerce's OpenAPI files`,
    };
  }
  const operations = FILES.flatMap((source) => operationsOf(folder, source));
  const ajv = new Ajv({ strict: false, allErrors: true });
  // A package of CommonJS: its function is under `default` as well, depending on the loader.
  (addFormats as unknown as { default: (instance: Ajv) => void }).default(ajv);
  ajv.addFormat('int32', true);
  ajv.addFormat('int64', true);
  return {
    available: true,
    check: (requests) => requests.flatMap((request) => violationsOf(ajv, operations, request)),
  };
}

function operationsOf(folder: string, source: (typeof FILES)[number]): Operation[] {
  const document = parse(readFileSync(resolve(folder, source.file), 'utf8')) as JsonObject;
  const paths = isObject(document.paths) ? document.paths : {};
  return Object.entries(paths).flatMap(([path, item]) =>
    isObject(item) && source.paths.test(path)
      ? operationsOfPath(document, `/${source.version}${path}`, item)
      : [],
  );
}

function operationsOfPath(document: JsonObject, path: string, item: JsonObject): Operation[] {
  const pattern = new RegExp(`^/stores/[^/]+${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
  return ['get', 'put', 'post', 'delete'].flatMap((method) => {
    const operation = item[method];
    if (!isObject(operation)) return [];
    const parameters = [...listOf(item.parameters), ...listOf(operation.parameters)].map((parameter) =>
      resolved(document, parameter),
    );
    return [{ method: method.toUpperCase(), path: pattern, document, operation, parameters }];
  });
}

function violationsOf(
  ajv: Ajv,
  operations: readonly Operation[],
  request: RecordedRequest,
): OpenApiViolation[] {
  const call = `${request.method} ${request.path}`;
  const operation = operations.find((one) => one.method === request.method && one.path.test(request.path));
  if (operation === undefined) return [];
  const asViolation =
    (side: OpenApiViolation['side']) =>
    (message: string): OpenApiViolation => ({ call, side, message });
  return [
    ...headerFaults(request).map(asViolation('request')),
    ...queryFaults(ajv, operation, request).map(asViolation('request')),
    // A body that was refused is a test of the refusal.
    ...(request.status < 300 ? bodyFaults(ajv, operation, request) : []).map(asViolation('request')),
    ...answerFaults(ajv, operation, request).map(asViolation('answer')),
  ];
}

function headerFaults(request: RecordedRequest): string[] {
  const isWrite = request.method === 'PUT' || request.method === 'POST';
  const wanted = ['x-auth-token', 'accept', ...(isWrite ? ['content-type'] : [])];
  const missing = wanted.filter((name) => request.headers[name] === undefined);
  return missing.map((name) => `header ${name} is missing`);
}

function queryFaults(ajv: Ajv, operation: Operation, request: RecordedRequest): string[] {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query');
  return Object.entries(request.query).flatMap(([name, text]) => {
    const parameter = known.find((one) => one.name === name);
    if (parameter === undefined) return [`query parameter ${name} is not documented`];
    const schema = ajvSchema(operation.document, parameter.schema);
    return validate(ajv, schema, queryValue(text, schema)).map((fault) => `query ${name} ${fault}`);
  });
}

function queryValue(text: string, schema: JsonObject): unknown {
  if (schema.type === 'integer' || schema.type === 'number') return Number(text);
  if (schema.type === 'boolean') return text === 'true' || (text === 'false' ? false : text);
  return schema.type === 'array' ? text.split(',') : text;
}

function bodyFaults(ajv: Ajv, operation: Operation, request: RecordedRequest): string[] {
  const schema = valueAt(operation.operation, 'requestBody.content');
  const json = isObject(schema) ? schema['application/json'] : undefined;
  if (!isObject(json)) return request.bodyText === '' ? [] : ['a body where none is documented'];
  // The documents describe null for a channel, which their schema does not allow.
  const isNullTold = request.path.includes('/settings/channels/');
  const converted = ajvSchema(operation.document, json.schema, { everythingNullable: isNullTold });
  return [...validate(ajv, converted, request.body), ...undocumentedFields(request.body, converted)];
}

/** Unknown fields are never sent, although the schemas would let them pass. */
function undocumentedFields(body: unknown, schema: JsonObject, path = ''): string[] {
  if (!isObject(body) || !isObject(schema.properties)) return [];
  const { properties } = schema;
  return Object.entries(body).flatMap(([name, value]) => {
    const here = path === '' ? name : `${path}.${name}`;
    const inner = properties[name];
    if (!isObject(inner)) return UNDOCUMENTED_FIELDS.has(here) ? [] : [`field ${here} is not documented`];
    return inner.additionalProperties === undefined ? undocumentedFields(value, inner, here) : [];
  });
}

function answerFaults(ajv: Ajv, operation: Operation, request: RecordedRequest): string[] {
  const responses = isObject(operation.operation.responses) ? operation.operation.responses : {};
  const documented = responses[String(request.status)];
  if (!isObject(documented)) return [];
  const content = resolved(operation.document, documented).content;
  const json = isObject(content) ? content['application/json'] : undefined;
  if (!isObject(json)) return [];
  const isChannel = request.path.includes('/settings/channels/');
  const schema = ajvSchema(operation.document, json.schema, {
    everythingNullable: isChannel,
    emptyListsAllowed: true,
  });
  return validate(ajv, schema, request.answer);
}

const compiled = new Map<string, ReturnType<Ajv['compile']>>();

function validate(ajv: Ajv, schema: JsonObject, value: unknown): string[] {
  const key = JSON.stringify(schema);
  const check = compiled.get(key) ?? ajv.compile(schema);
  compiled.set(key, check);
  return check(value) === true ? [] : (check.errors ?? []).map(wordsOf);
}

function wordsOf(error: ErrorObject): string {
  return `${error.instancePath || '/'} ${error.message ?? error.keyword}`;
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
