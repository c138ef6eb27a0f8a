import type { ReactNode } from 'react';
import type {
  CustomerSettings,
  SettingField,
  SettingValue,
  StorefrontField,
  StorefrontSettings,
} from '@/lib/settings/customer-settings';
import type { FieldFrameProps } from '../ui/field-frame';
import type { SettingWords } from '../setting-fields/use-setting-words';

type EditSetting = (field: StorefrontField, value: SettingValue) => void;

/** What the form of a storefront has and that of the store has not. It is loaded with the first storefront. */
export interface StorefrontForm {
  /** What the storefront inherits. */
  global: CustomerSettings;
  /** Stands above the fields. */
  renderAbove: (own: StorefrontSettings, onEdit: EditSetting) => ReactNode;
  /** A field that is inherited, or that only storefronts have. */
  renderOwnField: (own: {
    field: StorefrontField;
    value: boolean | null;
    described: Pick<FieldFrameProps, 'id' | 'label' | 'help' | 'error'>;
    onChange: (value: SettingValue) => void;
  }) => ReactNode;
  /** A field's control together with whether it follows the store. */
  renderInheritance: (inheritance: {
    field: SettingField;
    value: SettingValue;
    control: ReactNode;
    words: SettingWords;
    onEdit: EditSetting;
  }) => ReactNode;
}
