import { getServices } from '@/app/services';
import { AppError, toAppError } from '@/lib/errors';
import { pingDatabase } from '@/lib/database/ping';
import { toProblemResponse } from '@/lib/http/problem-response';
import { withHeaders } from '@/lib/http/with-headers';

/** A balancer asks often and wants a quick no. */
const readyLimitMs = 2_000;

export const dynamic = 'force-dynamic';

async function answerReadiness(): Promise<Response> {
  try {
    await pingDatabase(getServices().database, readyLimitMs);
    return Response.json({ status: 'ready' });
  } catch (error) {
    return toProblemResponse(toAppError(error));
  }
}

/** Liveness; with `?ready=1` whether the database answers too. */
export async function GET(request: Request): Promise<Response> {
  const ready = new URL(request.url).searchParams.get('ready') === '1';
  const response = ready ? await answerReadiness() : Response.json({ status: 'alive' });
  return withHeaders(response, getServices().securityHeaders);
}

function refuse(): Response {
  const error = new AppError('method_not_allowed', { headers: { Allow: 'GET, HEAD' } });
  return withHeaders(toProblemResponse(error), getServices().securityHeaders);
}

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
