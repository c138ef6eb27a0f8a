import { describe, expect, it } from 'vitest';
import { readJson, readLines } from '@/lib/api/api-request';

/** A body that sends these pieces and then ends or breaks off. */
function bodyOf(pieces: string[], { breaks = false } = {}): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream({
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
      else if (breaks) controller.error(new TypeError('terminated'));
      else controller.close();
    },
  });
}

describe('readJson', () => {
  it('tells a broken connection from a body that is no JSON', async () => {
    expect(await readJson(new Response(bodyOf(['{"a":', '1}'])))).toEqual({ a: 1 });
    await expect(readJson(new Response(bodyOf(['{"a":'], { breaks: true })))).rejects.toMatchObject({
      code: 'offline',
    });
    await expect(readJson(new Response(bodyOf(['<html>'])))).rejects.toMatchObject({
      code: 'store_unreadable',
    });
  });
});

describe('readLines', () => {
  async function read(body: ReadableStream<Uint8Array>, lines: unknown[]): Promise<void> {
    for await (const line of readLines(body)) lines.push(line);
  }

  it('puts lines together that arrive in pieces', async () => {
    const lines: unknown[] = [];
    await read(bodyOf(['{"a":1}\n{"a"', ':2}\n', '{"a":3}\n']), lines);
    expect(lines).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it('hands out what came before it broke off', async () => {
    const lines: unknown[] = [];
    await expect(read(bodyOf(['{"a":1}\n', '{"a"'], { breaks: true }), lines)).rejects.toMatchObject({
      code: 'offline',
    });
    expect(lines).toEqual([{ a: 1 }]);
  });

  it('refuses a line that is no JSON', async () => {
    await expect(read(bodyOf(['rubbish\n']), [])).rejects.toMatchObject({ code: 'store_unreadable' });
  });
});
