'use client';

import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { settingTable } from '@/lib/settings/fields';
import { useOpenedStore } from '../shell/opened-store';
import { PageColumn } from '../ui/page-column';
import { usePlace } from '../shell/place-context';
import { tabsOf, type View, viewOf } from '../shell/view';
import { ViewPanel } from '../shell/view-panel';
import { ViewTabs } from '../shell/view-tabs';
import { SaveBar } from './save-bar';
import { PolicyCheckRow } from '../setting-fields/policy-check-row';
import { SettingSlot, SettingsPanels } from '../setting-fields/settings-panels';
import { FormLayout } from './settings-form';
import { StoreName } from '../shell/store-name';
import { VisuallyHidden } from '../ui/visually-hidden';
import { FieldFrame } from '../ui/field-frame';

interface FieldPlaceholderProps {
  id: string;
  label: string;
  help: string;
  kind: 'switch' | 'input';
}

const Block = styled.span<{ $kind: 'switch' | 'input' }>`
  background: ${({ theme }) => theme.colors.secondary20};
  border-radius: ${({ theme }) => theme.borderRadius.normal};
  display: block;
  flex: none;
  height: ${({ $kind, theme }) => theme.helpers.remCalc($kind === 'switch' ? 24 : 36)};
  width: ${({ $kind, theme }) => ($kind === 'switch' ? theme.helpers.remCalc(46) : '100%')};
`;

/** Where a field will be, as tall as it. */
function FieldPlaceholder({ id, label, help, kind }: FieldPlaceholderProps) {
  return (
    <FieldFrame
      id={`${id}-placeholder`}
      label={label}
      help={help}
      controlFirst={kind === 'switch'}
      plainLabel
    >
      <Block $kind={kind} />
    </FieldFrame>
  );
}

const noneUnsaved: ReadonlySet<View> = new Set();
const nothing = () => undefined;

/** The placeholder while the settings are read: the form without its values, exactly as tall. */
export function SettingsSkeleton() {
  const t = useTranslations();
  const { storeHash } = useOpenedStore();
  const { place } = usePlace();
  const view = viewOf(place);
  return (
    <>
      <PageColumn>
        <VisuallyHidden role="status">{t('app.loading')}</VisuallyHidden>
        <StoreName name={null} storeHash={storeHash} />
        <ViewTabs
          views={tabsOf({ storefronts: view === 'storefronts', people: view === 'people' })}
          shown={view}
          unsaved={noneUnsaved}
        />
      </PageColumn>
      <ViewPanel view={view}>
        <FormLayout as="div" aria-busy>
          <PageColumn>
            <SettingsPanels
              renderField={(field) => (
                <SettingSlot key={field}>
                  <FieldPlaceholder
                    id={field}
                    label={t(`settings.${field}.label`)}
                    help={t(`settings.${field}.help`)}
                    kind={settingTable[field].kind === 'boolean' ? 'switch' : 'input'}
                  />
                  {settingTable[field].kind === 'url' && <PolicyCheckRow />}
                </SettingSlot>
              )}
            />
          </PageColumn>
          <SaveBar state={null} dirty={false} saving={false} waiting={false} onDiscard={nothing} />
        </FormLayout>
      </ViewPanel>
    </>
  );
}
