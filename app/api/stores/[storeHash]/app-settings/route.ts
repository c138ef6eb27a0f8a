import { z } from 'zod';
import { getServices, storeRoute } from '@/app/services';
import type { AppSettingsWire } from '@/lib/api/contract';
import { findAppSettings, saveAppSettings } from '@/lib/database/app-settings';
import { toAppChangeOrigin } from '@/lib/http/app-change-origin';
import { readJsonBody } from '@/lib/http/request-body';
import { parseShape } from '@/lib/http/save-request';
import { securityFacts } from '@/lib/security-facts';
import { allows, type AppRole } from '@/lib/session/permissions';
import type { AppSettings } from '@/lib/settings/app-settings';

const bodySchema = z.strictObject({ reason_required: z.boolean() });

function toResponse({ reasonRequired }: AppSettings, role: AppRole): Response {
  const wire: AppSettingsWire = {
    data: { reason_required: reasonRequired },
    meta: { may_change: allows(role, 'manage') },
  };
  return Response.json(wire);
}

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, { storeHash }, { role }) {
      return toResponse(await findAppSettings(getServices().database, storeHash), role);
    },
  },

  PUT: {
    permission: 'manage',
    async handle(request, session, { requestId, role, t }) {
      const { database, log, now } = getServices();
      const body = parseShape(bodySchema, await readJsonBody(request), t);
      const settings: AppSettings = { reasonRequired: body.reason_required };
      const origin = toAppChangeOrigin(session, { requestId, at: now() });
      await saveAppSettings(database, origin, settings);
      const facts = securityFacts({ storeHash: session.storeHash, userId: session.user.id });
      log.info({ event: 'app_settings', ...facts, ...settings }, 'app settings saved');
      return toResponse(settings, role);
    },
  },
});
