'use client';

import { FieldFrame, type FieldFrameProps } from './field-frame';

/** A setting that a storefront leaves to the store: there is nothing to edit until it does not. */
export function InheritedField(props: Pick<FieldFrameProps, 'id' | 'label' | 'help' | 'error'>) {
  return <FieldFrame {...props} plainLabel />;
}
