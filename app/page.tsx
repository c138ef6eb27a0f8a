import { PlainPage } from '@/components/ui/plain-page';
import { requestLocale } from '@/components/shell/request-locale';
import { createServerTranslator } from '@/lib/i18n/translator';

/** Opened outside a control panel. */
export default async function OutsidePage() {
  const t = await createServerTranslator(await requestLocale());
  return (
    <PlainPage
      title={t('pages.outsideTitle')}
      paragraphs={[t('pages.outsideIntro'), t('pages.outsideHow')]}
    />
  );
}
