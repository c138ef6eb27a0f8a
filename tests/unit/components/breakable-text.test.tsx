import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Address, BreakableText } from '../../../components/ui/breakable-text';

it('breaks an address after its slashes and before its dots, and never in a word', () => {
  expect(renderToStaticMarkup(<Address address="https://trade.shop.example/a-b/c" />)).toBe(
    '<span translate="no">https://<wbr/>trade<wbr/>.shop<wbr/>.example/<wbr/>a-b/<wbr/>c</span>',
  );
});

it('leaves the rest of a text as it is', () => {
  expect(renderToStaticMarkup(<BreakableText text="and/or. No address" />)).toBe('and/or. No address');
  expect(renderToStaticMarkup(<BreakableText text="Global setting (https://a.example)" />)).toBe(
    'Global setting (<span translate="no">https://<wbr/>a<wbr/>.example)</span>',
  );
});
