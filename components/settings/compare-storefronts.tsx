'use client';

import { Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import styled from 'styled-components';
import {
  type CustomerSettings,
  isInheritable,
  type SettingField,
  settingFields,
} from '@/lib/settings/customer-settings';
import { effectiveSetting } from '@/lib/settings/effective-value';
import { channelKey, parseChannelKey } from '@/lib/settings/scope';
import { outcomeOf } from '../data/scope-settings';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { FailureNotice } from '../failures/failure-notice';
import { type SettingWords, useSettingWords } from '../setting-fields/use-setting-words';
import { ComparisonTable } from '../ui/comparison-table';
import { SelectField } from '../ui/select-field';
import { VisuallyHidden } from '../ui/visually-hidden';
import { useSortedStorefronts } from './storefront-switcher';

interface CompareStorefrontsProps {
  channelId: number;
  /** The storefront's settings, as they are saved. */
  own: CustomerSettings;
  /** The global settings, which storefronts inherit. */
  global: CustomerSettings;
}

const Choice = styled.div`
  flex: 0 1 16rem;
`;

const Whole = styled.div`
  flex: 1 0 100%;
  min-width: 0;
`;

/** Stands for no comparison. */
const none = 'none';

/** The name of the whole store or of a storefront, as the choices have it. */
function useScopeNames(channelId: number) {
  const t = useTranslations('matrix');
  const others = useSortedStorefronts().filter(({ id }) => id !== channelId);
  return [
    { value: channelKey(null), content: t('global') },
    ...others.map(({ id, name }) => ({ value: channelKey(id), content: name })),
  ];
}

interface SidesProps extends Omit<CompareStorefrontsProps, 'channelId'> {
  /** The storefront's name. */
  name: string;
  other: { name: string; own: CustomerSettings | null };
  words: SettingWords;
}

/** Every setting with its value in effect on both sides. @param other `own` is `null` for the store itself */
function Sides({ name, own, global, other, words }: SidesProps) {
  const t = useTranslations();
  const otherText = (field: SettingField) => {
    if (other.own !== null) return words.text(field, effectiveSetting(global, other.own, field));
    return isInheritable(field) ? words.text(field, global[field]) : t('matrix.perStorefront');
  };
  const rows = settingFields.map((field) => {
    const values = [words.text(field, effectiveSetting(global, own, field)), otherText(field)] as const;
    const comparable = other.own !== null || isInheritable(field);
    return { key: field, name: words.label(field), values, differs: comparable && values[0] !== values[1] };
  });
  const differing = rows.filter(({ differs }) => differs).length;
  return (
    <>
      <Text role="status">{t('storefront.compare.result', { count: differing })}</Text>
      <ComparisonTable
        label={t('storefront.compare.table', { name, other: other.name })}
        heads={[t('storefront.compare.setting'), name, other.name]}
        rows={rows}
        differs={t('storefront.compare.differs')}
      />
    </>
  );
}

/** Shows another storefront's settings, or the store's, next to a storefront's own. */
export function CompareStorefronts(props: CompareStorefrontsProps) {
  const { channelId, global } = props;
  const t = useTranslations('storefront.compare');
  const { settings, groups, storefronts } = useStoreReads();
  const { scopes } = useSettingsState();
  const words = useSettingWords(groups.list, global);
  const choices = useScopeNames(channelId);
  const [chosen, setChosen] = useState(none);
  const otherId = parseChannelKey(chosen) ?? null;

  useEffect(() => {
    if (otherId !== null) settings.read([otherId], { inView: true });
  }, [settings, otherId]);

  const outcome = otherId === null ? null : outcomeOf(scopes.get(otherId));
  const own = storefronts.list?.find((one) => one.id === channelId)?.name ?? t('own');
  const name = choices.find(({ value }) => value === chosen)?.content;
  const other = otherId === null ? null : outcome?.kind === 'read' ? outcome.tagged.settings : undefined;
  return (
    <>
      <Choice>
        <SelectField
          label={t('label')}
          choices={[{ value: none, content: t('none') }, ...choices]}
          value={chosen}
          onChoose={setChosen}
        />
      </Choice>
      {name !== undefined && (
        <Whole>
          <Panel marginBottom="none">
            {outcome?.kind === 'failed' ? (
              <FailureNotice
                reading
                error={outcome.error}
                onTryAgain={() => settings.readAgain(otherId === null ? [] : [otherId])}
              />
            ) : other === undefined ? (
              <VisuallyHidden role="status">{t('reading')}</VisuallyHidden>
            ) : (
              <Sides {...props} name={own} other={{ name, own: other }} words={words} />
            )}
          </Panel>
        </Whole>
      )}
    </>
  );
}
