import { getServices } from '@/app/services';
import { pingDatabase } from '@/lib/database/ping';
import { toAppError, toProblemResponse } from '@/lib/http/problem-response';

/** A balancer asks often and wants a quick no. */
const readyLimitMs = 2_000;

const headers = { 'Cache-Control': 'no-store' };

export const dynamic = 'force-dynamic';

/** Liveness; with `?ready=1` whether the database answers too. */
export async function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.get('ready') !== '1')
    return Response.json({ status: 'alive' }, { headers });
  try {
    await pingDatabase(getServices().database, readyLimitMs);
    return Response.json({ status: 'ready' }, { headers });
  } catch (error) {
    return toProblemResponse(toAppError(error));
  }
}
