import { useLocale, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { CustomerGroup, GroupDiscount } from '@/lib/settings/customer-group';
import { useJoinedTexts } from '../ui/use-joined-texts';

type Translate = ReturnType<typeof useTranslations<'groupNotes'>>;

function discountsInWords(t: Translate, discounts: CustomerGroup['discounts']): string[] {
  if (discounts === undefined) return [];
  if (discounts.length === 0) return [t('noDiscounts')];
  const on = (kind: GroupDiscount['on']) => discounts.filter((discount) => discount.on === kind);
  const [all] = on('all');
  const categories = on('category').length;
  const products = on('product').length;
  return [
    ...(all ? [t('discountAll', { method: all.method ?? '', amount: all.amount ?? 0 })] : []),
    ...(on('price_list').length > 0 ? [t('priceList')] : []),
    ...(categories > 0 ? [t('discountCategories', { count: categories })] : []),
    ...(products > 0 ? [t('discountProducts', { count: products })] : []),
  ];
}

function categoriesInWords(t: Translate, categories: CustomerGroup['categories']): string[] {
  if (categories === undefined) return [];
  if (categories === 'all') return [t('allCategories')];
  return [categories === 'none' ? t('noCategories') : t('someCategories', { count: categories })];
}

/** A group's benefits in one line; `""` where BigCommerce did not send them. */
export function useGroupBenefits(): (group: CustomerGroup) => string {
  const t = useTranslations('groupNotes');
  const locale = useLocale();
  const joined = useJoinedTexts();

  return useCallback(
    ({ discounts, categories, unknownBenefits }) => {
      const parts = [
        ...discountsInWords(t, discounts),
        ...categoriesInWords(t, categories),
        ...(unknownBenefits ? [t('unknownBenefits')] : []),
      ];
      const line = joined.facts(parts);
      return line.charAt(0).toLocaleUpperCase(locale) + line.slice(1);
    },
    [t, locale, joined],
  );
}
