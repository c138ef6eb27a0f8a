'use client';

import { useTranslations } from 'next-intl';
import { FieldPlaceholder } from './fields/field-placeholder';
import { useOpenedStore } from './opened-store';
import { PageColumn } from './page-column';
import { usePlace } from './place/place-context';
import { viewOf } from './place/view';
import { ViewPanel } from './place/view-panel';
import { ViewTabs } from './place/view-tabs';
import { SaveBar } from './settings/save-bar';
import { SettingSlot, SettingsPanels } from './settings/settings-panels';
import { FormLayout } from './settings/settings-form';
import { StoreName } from './store-name';
import { VisuallyHidden } from './visually-hidden';

const nothing = () => undefined;

/** What is seen while the settings are read: the form, without its values, and exactly as tall. */
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
        <ViewTabs views={view === 'storefronts' ? ['settings', view, 'history'] : ['settings', 'history']} />
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
                    kind={field.startsWith('trackingConsent') ? 'switch' : 'input'}
                  />
                </SettingSlot>
              )}
            />
          </PageColumn>
          <SaveBar dirty={false} saving={false} waiting={false} onDiscard={nothing} />
        </FormLayout>
      </ViewPanel>
    </>
  );
}
