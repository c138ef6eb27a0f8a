import { publicRoute } from '@/app/services';
import { AppError } from '@/lib/errors';

/** What the API does not have is refused as by the rest of it. */
const notFound = () => Promise.reject(new AppError('not_found'));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('request', {
  GET: notFound,
  POST: notFound,
  PUT: notFound,
  PATCH: notFound,
  DELETE: notFound,
});
