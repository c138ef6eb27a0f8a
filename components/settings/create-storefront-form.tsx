import { type CustomerSettings, isInheritable, noCustomerGroup } from '@/lib/settings/customer-settings';
import { Inheritance } from '../setting-fields/inheritance';
import { InheritedField } from '../ui/inherited-field';
import { LoginsField } from '../setting-fields/logins-field';
import type { StorefrontForm } from './storefront-form';
import { ResetAll } from './reset-all';

/** What a field starts with where the store has nothing to start from. */
const emptyValues = {
  trackingConsent: false,
  trackingConsentOnCheckout: false,
  policyUrl: '',
  guestCustomerGroupId: noCustomerGroup,
  defaultCustomerGroupId: noCustomerGroup,
} as const satisfies Required<CustomerSettings>;

/** @param global what the storefront inherits */
export function createStorefrontForm(global: CustomerSettings): StorefrontForm {
  return {
    global,
    renderAbove: (own, onEdit) => <ResetAll own={own} onEdit={onEdit} />,
    renderOwnField: ({ field, value, described, onChange }) =>
      isInheritable(field) ? (
        <InheritedField {...described} />
      ) : (
        <LoginsField {...described} value={value} onChange={onChange} />
      ),
    renderInheritance: ({ field, value, control, words, onEdit }) => (
      <Inheritance
        field={field}
        label={words.label(field)}
        globalValue={words.text(field, global[field])}
        inherits={value === null}
        sameAsGlobal={value === global[field]}
        onInherit={() => onEdit(field, null)}
        onOverride={() => onEdit(field, global[field] ?? emptyValues[field])}
      >
        {control}
      </Inheritance>
    ),
  };
}
