import { getServices } from '@/app/services';
import { AppError } from '@/lib/errors';
import { toProblemResponse } from '@/lib/http/problem-response';
import { withHeaders } from '@/lib/http/with-headers';

/** Whoever asks the API for what it does not have is answered as by the rest of it. */
function notFound(): Response {
  return withHeaders(toProblemResponse(new AppError('not_found')), getServices().securityHeaders);
}

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT };
