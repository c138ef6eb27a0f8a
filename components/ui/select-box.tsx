'use client';

import { useEffect, useRef } from 'react';
import { VisuallyHidden } from './visually-hidden';

interface SelectBoxProps {
  id?: string;
  label: string;
  checked: boolean;
  /** Some of what it stands for is selected. */
  partly?: boolean;
  onChange: () => void;
}

/** A browser's own checkbox: BigDesign's contradicts itself to a screen reader where it is partly checked. */
export function SelectBox({ id, label, checked, partly = false, onChange }: SelectBoxProps) {
  const box = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = partly && !checked;
  }, [partly, checked]);

  return (
    <label>
      <input ref={box} id={id} type="checkbox" checked={checked} onChange={onChange} />
      <VisuallyHidden>{label}</VisuallyHidden>
    </label>
  );
}
