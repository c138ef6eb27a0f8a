import { getServices, publicRoute } from '@/app/services';
import { pingDatabase } from '@/lib/database/ping';
import { toAppError } from '@/lib/errors';
import { toProblemResponse } from '@/lib/http/problem-response';

/** A balancer asks often and wants a quick no. */
const readyLimitMs = 2_000;

export const dynamic = 'force-dynamic';

/** A no is no news for the log: a balancer would fill it. */
async function answerReadiness(): Promise<Response> {
  try {
    await pingDatabase(getServices().database, readyLimitMs);
    return Response.json({ status: 'ready' });
  } catch (error) {
    return toProblemResponse(toAppError(error));
  }
}

/** Liveness; with `?ready=1` whether the database answers too. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('request', {
  async GET(request) {
    const ready = new URL(request.url).searchParams.get('ready') === '1';
    return ready ? answerReadiness() : Response.json({ status: 'alive' });
  },
});
