import { useTranslations } from 'next-intl';
import type { View } from './view';

/**
 * The names of the views, in the language of the page.
 *
 * @param views those that the store and the user have
 */
export function useViewName(views: readonly View[]): (view: View) => string {
  const t = useTranslations('views');
  // Nothing is global in a store that has no storefronts to tell apart.
  return (view) => (view === 'settings' && !views.includes('storefronts') ? t('onlySettings') : t(view));
}
