import { afterEach, expect, test, vi } from 'vitest';
import { browserLanguages } from '@/components/history/browser-languages';

afterEach(() => vi.unstubAllGlobals());

test('what is no language tag is left out', () => {
  vi.stubGlobal('navigator', { languages: ['C', 'en-US@posix', 'de-AT', 'de', ''] });
  expect(browserLanguages()).toEqual(['de-AT', 'de']);
  expect(() => new Intl.NumberFormat(browserLanguages())).not.toThrow();
});

test('a browser without a language has none', () => {
  vi.stubGlobal('navigator', { languages: ['C'] });
  expect(browserLanguages()).toEqual([]);
  expect(() => new Intl.NumberFormat(browserLanguages())).not.toThrow();
});

test('a server has none', () => {
  vi.stubGlobal('navigator', undefined);
  expect(browserLanguages()).toEqual([]);
});
