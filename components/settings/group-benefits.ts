import { useTranslations } from 'next-intl';
import type { CustomerGroup, GroupDiscount } from '@/lib/settings/customer-group';

/** What a group gives its members, in one line; `""` where BigCommerce did not tell. */
export function useGroupBenefits(): (group: CustomerGroup) => string {
  const t = useTranslations('groupNotes');

  function discountsInWords(discounts: readonly GroupDiscount[]): string[] {
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

  function categoriesInWords(categories: CustomerGroup['categories']): string[] {
    if (categories === undefined) return [];
    if (categories === 'all') return [t('allCategories')];
    return [categories === 'none' ? t('noCategories') : t('someCategories', { count: categories })];
  }

  return ({ discounts, categories }) => {
    const given = discounts === undefined ? [] : discountsInWords(discounts);
    const none = discounts?.length === 0 ? [t('noDiscounts')] : [];
    const line = [...given, ...none, ...categoriesInWords(categories)].join(', ');
    return line.charAt(0).toLocaleUpperCase() + line.slice(1);
  };
}
