import { expect, it } from 'vitest';
import { toLibpqAddress } from '@/lib/database/engine';

it.each([
  ['postgres://ada:secret-word@db.example/settings', 'postgres://ada@db.example/settings'],
  ['postgres://ada@db.example/settings?password=secret-word', 'postgres://ada@db.example/settings'],
  [
    'postgresql://ada@db.example:6432/settings?sslmode=no-verify&password=secret-word',
    'postgresql://ada@db.example:6432/settings?sslmode=require',
  ],
  [
    'postgres://db.example/settings?sslmode=verify-full&sslrootcert=/ca.crt',
    'postgres://db.example/settings?sslmode=verify-full&sslrootcert=%2Fca.crt',
  ],
])('gives %s to programs of PostgreSQL as %s', (url, address) => {
  expect(toLibpqAddress(url)).toBe(address);
});
