import { expect, it } from 'vitest';
import { requireNode } from '../../../sandbox/require-node';

it('refuses an older Node at once, and says which one is needed and how to get it', () => {
  expect(() => requireNode('20.19.5')).toThrow(/needs Node 24, and .+ is Node 20\.19\.5\..+npm run/);
  expect(() => requireNode('23.1.0')).toThrow('needs Node 24');
});

it('accepts the Node of these tests, and a newer one', () => {
  expect(() => requireNode()).not.toThrow();
  expect(() => requireNode('26.0.0')).not.toThrow();
});
