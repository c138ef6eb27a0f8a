import { PlainPage } from '@/components/ui/plain-page';
import { requestLocale } from '@/components/shell/request-locale';
import { createServerTranslator } from '@/lib/i18n/translator';

export default async function NotFoundPage() {
  const t = await createServerTranslator(await requestLocale());
  return <PlainPage title={t('pages.notFoundTitle')} paragraphs={[t('pages.notFoundDetail')]} />;
}
