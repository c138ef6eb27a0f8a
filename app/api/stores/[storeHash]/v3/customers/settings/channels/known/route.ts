import { getServices, storeRoute } from '@/app/services';
import type { KnownStorefrontWire } from '@/lib/api/contract';
import { findKnownStorefrontSettings } from '@/lib/database/known-settings';
import { toWireSettings } from '@/lib/settings/wire';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, { storeHash }) {
      const { database, lastSeen } = getServices();
      const known = await findKnownStorefrontSettings(database, storeHash);
      const data = known.map(({ channelId, settings }): KnownStorefrontWire => {
        const seenAt = lastSeen.at({ storeHash, channelId });
        return {
          channel_id: channelId,
          settings: toWireSettings(settings),
          seen_at: seenAt === null ? null : new Date(seenAt).toISOString(),
        };
      });
      return Response.json({ data, meta: {} });
    },
  },
});
