import { expect, it } from 'vitest';
import { componentRooms } from '../../../eslint.config.js';
import { countFloors, importsBetweenRooms, importsThatRunUp } from '../../measures/rooms';
import { readSaveWalk } from '../../measures/save-walk';
import { readSourceFiles } from '../../measures/source-files';

const files = readSourceFiles();

it('reads static and dynamic imports, and the length of functions', () => {
  const view = files.find(({ path }) => path === 'components/store-view.tsx');
  expect(view?.imports).toContain('components/shell/view.ts');
  expect(view?.imports).toContain('components/history/history-view.tsx');
  expect(view?.functions.find(({ name }) => name === 'StoreView')?.lines).toBeGreaterThan(5);
});

it('counts floors, and imports that run up', () => {
  const imports = [
    { from: 'form', to: 'data', file: 'form/a.ts' },
    { from: 'data', to: 'ui', file: 'data/a.ts' },
    { from: 'data', to: 'form', file: 'data/b.ts' },
  ];
  const order = ['ui', 'data', 'form'];
  expect(countFloors(imports, order)).toBe(3);
  expect(importsThatRunUp(imports, order)).toEqual([imports[2]]);
});

it('finds no import in components/ that runs up', () => {
  expect(importsThatRunUp(importsBetweenRooms(files), Object.keys(componentRooms))).toEqual([]);
});

it('finds the functions of a save, in turn, each in a file of the product', () => {
  const steps = readSaveWalk();
  expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
  expect(steps.at(-1)?.name).toBe('`toSavedResponse`');
  const paths = files.map(({ path }) => path);
  for (const { file } of steps.filter(({ file }) => !file.includes('…'))) expect(paths).toContain(file);
});
