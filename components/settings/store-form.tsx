'use client';

import { isInheritable, type TaggedSettings } from '@/lib/settings/customer-settings';
import { useStoreReads } from '../data/store-reads';
import { lazyComponent } from '../failures/lazy-component';
import { GroupsNote } from '../setting-fields/groups-note';
import { SettingsPanels } from '../setting-fields/settings-panels';
import { SettingControl, SettingField } from './setting-field';
import { SettingsForm } from './settings-form';
import { useSettingsForm } from './use-settings-form';

const OverridingStorefronts = lazyComponent(() =>
  import('./overriding-storefronts').then(({ OverridingStorefronts: note }) => note),
);

const OverridesAge = lazyComponent(() =>
  import('./overriding-storefronts').then(({ OverridesAge: note }) => note),
);

interface StoreFormProps {
  current: TaggedSettings;
  /** Whether storefronts have settings of their own. */
  apart: boolean;
}

/** The global settings, to be edited and saved. */
export function StoreForm({ current, apart }: StoreFormProps) {
  const { global } = useStoreReads();
  const form = useSettingsForm({ channelId: null, latest: current, global: null, settled: true });
  return (
    <SettingsForm form={form} failure={global.failure}>
      <SettingsPanels
        renderField={(field) => (
          <SettingField
            key={field}
            form={form}
            field={field}
            note={apart && isInheritable(field) && <OverridingStorefronts field={field} />}
          >
            <SettingControl form={form} field={field} />
          </SettingField>
        )}
        groupsNote={<GroupsNote groups={form.groups} />}
      />
      {apart && <OverridesAge />}
    </SettingsForm>
  );
}
