import { getServices, publicRoute } from '@/app/services';
import { probeWriting } from '@/lib/database/ping';
import { AppError, toAppError } from '@/lib/errors';
import { toProblemResponse } from '@/lib/http/problem-response';
import { defaultLocale } from '@/lib/i18n/locales';
import { createServerTranslator } from '@/lib/i18n/translator';

/** The time limit of a readiness check, in milliseconds. Load balancers check often and need a fast answer. */
const readyLimitMs = 2_000;

export const dynamic = 'force-dynamic';

/** Not being ready is not logged, because the checks of a load balancer would fill the log. */
async function answerReadiness(): Promise<Response> {
  try {
    const { database, isSameFile, clockOffsets } = getServices();
    if (!(await isSameFile()))
      throw new AppError('database_unavailable', {
        cause: new Error('the database file was deleted or replaced'),
      });
    await probeWriting(database, readyLimitMs);
    // Servers compare times of the database's clock, so that a wrong clock is no reason to send no requests here.
    return Response.json({ status: 'ready', ...(clockOffsets.current().isOff ? { clock: 'wrong' } : {}) });
  } catch (error) {
    return toProblemResponse(toAppError(error), await createServerTranslator(defaultLocale));
  }
}

/** Liveness; with `?ready=1` whether the database can store a save. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('request', {
  async GET(request) {
    const ready = new URL(request.url).searchParams.get('ready') === '1';
    return ready ? answerReadiness() : Response.json({ status: 'alive' });
  },
});
