import { jsonAnswer, type Answer } from '../call.ts';

const TYPE = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Input is invalid.',
  401: 'Unauthorized',
  403: "You don't have a required scope to access the endpoint",
  404: 'The requested resource was not found.',
  405: 'Method not allowed.',
  406: 'The requested content type is not acceptable.',
  409: 'The resource is in conflict with another one.',
  413: 'Request entity too large.',
  415: 'Unsupported media type.',
  422: 'JSON data is missing or invalid',
  423: 'The resource is locked.',
  429: 'Too many requests',
  500: 'Internal server error.',
  502: 'Bad gateway.',
  503: 'Store is unavailable.',
};

/** An error in the shape of the API version that the path names. */
export function errorAnswer(
  path: string,
  status: number,
  title = TITLES[status] ?? 'Error',
  errors?: Record<string, string>,
): Answer {
  if (/^\/stores\/[^/]+\/v2\//.test(path)) return jsonAnswer(status, [{ status, message: title }]);
  const body = { status, title, type: TYPE, ...(errors === undefined ? {} : { errors }) };
  return jsonAnswer(status, body);
}
