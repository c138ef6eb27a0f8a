import { z } from 'zod';
import { getServices, storeRoute } from '@/app/services';
import { type LanguageWire, sessionHeader } from '@/lib/api/contract';
import { saveLanguage } from '@/lib/database/user-language';
import { readJsonBody } from '@/lib/http/request-body';
import { parseShape } from '@/lib/http/save-request';
import { languageTable, locales } from '@/lib/i18n/locales';
import { loadBrowserMessages } from '@/lib/i18n/messages';

const bodySchema = z.strictObject({ language: z.enum(locales) });

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  PUT: {
    permission: 'read',
    async handle(request, session, { t }) {
      const { database, sealer } = getServices();
      const { storeHash, user } = session;
      const { language } = parseShape(bodySchema, await readJsonBody(request), t);
      const messages = await loadBrowserMessages(language);
      await saveLanguage(database, { storeHash, userId: user.id, language });
      // The API answers in the session's language.
      const seal = await sealer.renew({ ...session, user: { ...user, locale: language } });
      const body: LanguageWire = {
        data: { language, direction: languageTable[language].direction, messages },
      };
      return Response.json(body, { headers: { [sessionHeader]: seal } });
    },
  },
});
