import { componentRooms } from '../../eslint.config.js';
import { requireNode } from '../../sandbox/require-node.ts';
import { countFloors, importsBetweenRooms, importsThatRunUp, roomsOf } from './rooms.ts';
import { readSaveWalk } from './save-walk.ts';
import { readSourceFiles } from './source-files.ts';

const longestFunction = 60;
const format = new Intl.NumberFormat('en-US');

requireNode();
const files = readSourceFiles();
const rooms = roomsOf(files);
const order = Object.keys(componentRooms).filter((name) => rooms.includes(name));
const imports = importsBetweenRooms(files);
const up = importsThatRunUp(imports, order);
const long = files.flatMap(({ path, functions }) =>
  functions.filter(({ lines }) => lines > longestFunction).map((found) => ({ path, ...found })),
);

const measures: [what: string, value: number, target: number][] = [
  ['production lines', files.reduce((sum, { lines }) => sum + lines, 0), 19_500],
  ['production files', files.length, 240],
  ['rooms of components/', rooms.length, 15],
  ['floors of components/', countFloors(imports, order), 9],
  ['imports that run up in components/', up.length, 0],
  ['functions on the way of a save', readSaveWalk().length, 14],
  [`functions over ${longestFunction} lines`, long.length, 5],
];
for (const [what, value, target] of measures) {
  const verdict = value <= target ? '' : '  over';
  const columns = [what.padEnd(36), format.format(value).padStart(8), ` at most ${format.format(target)}`];
  console.info(columns.join('') + verdict);
}
for (const { file, to } of up) console.info(`  runs up: ${file} imports components/${to}`);
for (const { path, line, name, lines } of long) console.info(`  ${lines} lines: ${name} (${path}:${line})`);
