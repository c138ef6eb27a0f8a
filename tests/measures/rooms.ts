import type { SourceFile } from './source-files.ts';

/** One import from a room to another one. */
export interface RoomImport {
  from: string;
  to: string;
  /** The file that imports. */
  file: string;
}

/** The room of a file in `components/`: its folder there. `null` for files beside the rooms and elsewhere. */
function roomOf(path: string): string | null {
  const [folder, room, ...rest] = path.split('/');
  return folder === 'components' && room !== undefined && rest.length > 0 ? room : null;
}

/** The imports between the rooms of `components/`. */
export function importsBetweenRooms(files: readonly SourceFile[]): RoomImport[] {
  return files.flatMap(({ path, imports }) => {
    const from = roomOf(path);
    if (from === null) return [];
    const rooms = imports.map(roomOf).filter((to) => to !== null && to !== from);
    return rooms.map((to) => ({ from, to: to ?? '', file: path }));
  });
}

/** All rooms of `components/`. */
export function roomsOf(files: readonly SourceFile[]): string[] {
  return [...new Set(files.map(({ path }) => roomOf(path)))].filter((room) => room !== null);
}

/** Imports of a room that does not come before the importing one in `order`, which begins at the ground. */
export function importsThatRunUp(imports: readonly RoomImport[], order: readonly string[]): RoomImport[] {
  return imports.filter(({ from, to }) => order.indexOf(to) >= order.indexOf(from));
}

/** How many rooms stand above one another at most; imports that run up do not count. */
export function countFloors(imports: readonly RoomImport[], order: readonly string[]): number {
  const floors = new Map<string, number>();
  for (const room of order) {
    const below = imports.filter(({ from, to }) => from === room && order.indexOf(to) < order.indexOf(room));
    floors.set(room, 1 + Math.max(0, ...below.map(({ to }) => floors.get(to) ?? 0)));
  }
  return Math.max(0, ...floors.values());
}
