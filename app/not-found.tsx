import { PlainPage } from '@/components/plain-page';
import { requestLocale } from '@/components/request-locale';
import { createServerTranslator } from '@/lib/i18n/translator';

export default async function NotFoundPage() {
  const t = createServerTranslator(await requestLocale());
  return <PlainPage title={t('pages.notFoundTitle')} paragraphs={[t('pages.notFoundDetail')]} />;
}
