import { publicRoute } from '@/app/services';
import { AppError } from '@/lib/errors';

/** Unknown paths of the API are refused with a problem document, like other errors. */
const notFound = () => Promise.reject(new AppError('not_found'));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('request', {
  GET: notFound,
  POST: notFound,
  PUT: notFound,
  PATCH: notFound,
  DELETE: notFound,
});
