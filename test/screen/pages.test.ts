import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { plainRows } from '../../src/screen/theme.ts';
import { expectGolden } from './golden.ts';
import { sceneOf, scenes } from './scenes.ts';
import { start } from './pretend.ts';

const sizes = [[80, 24], [100, 30], [140, 40]] as const;

// The build page says when a save was seen, and dots stand where the clock says.
beforeAll(() => {
  process.env['EDITOR'] = 'vi';
  vi.useFakeTimers({ now: start + 9_000, toFake: ['Date', 'performance'] });
});
afterAll(() => void vi.useRealTimers());

function rowsOf(name: string, width: number, height: number, ascii = false): string[] {
  return plainRows(sceneOf(name).player.draw(width, height).sheet, { ascii, blocks: false });
}

describe('every page is drawn as it is kept', () => {
  for (const name of Object.keys(scenes)) {
    for (const [width, height] of sizes) test(`${name} at ${width}x${height}`, () => expectGolden(`${name}.${width}x${height}`, rowsOf(name, width, height)));
  }
  for (const name of ['watch-frozen', 'build-failed', 'home']) test(`${name} in ASCII`, () => expectGolden(`${name}.ascii`, rowsOf(name, 100, 30, true)));
  test('a window that is too small', () => expectGolden('too-small.60x18', rowsOf('watch-well', 60, 18)));
});

describe('whatever the window', () => {
  const wide = [80, 89, 90, 97, 120, 139, 140, 200];
  const high = [24, 27, 29, 30, 34, 39, 40, 55];

  test('every row is as wide as the window, and no frame says undefined or NaN', () => {
    for (const name of Object.keys(scenes)) {
      for (const width of wide) {
        for (const height of high) {
          const rows = rowsOf(name, width, height);
          expect(rows.length, `${name} ${width}x${height}`).toBe(height);
          expect(rows.filter((row) => [...row].length !== width), `${name} ${width}x${height}`).toEqual([]);
          expect(rows.join('\n'), `${name} ${width}x${height}`).not.toMatch(/undefined|NaN|\[object|Infinity/);
        }
      }
    }
  });

  test('in ASCII there is nothing else', () => {
    for (const name of Object.keys(scenes)) expect(rowsOf(name, 100, 30, true).join('')).toMatch(/^[ -~]*$/);
  });

  test('even a window of a few cells is drawn', () => {
    for (const [width, height] of [[1, 1], [10, 3], [79, 24], [300, 10]] as const) expect(rowsOf('watch-well', width, height).length).toBe(height);
  });

  test('help and leave are on the last line of every page', () => {
    for (const name of Object.keys(scenes).filter((name) => name !== 'command')) {
      for (const [width, height] of sizes) expect(rowsOf(name, width, height).at(-1), name).toMatch(/\? (help|close).*q leave/);
    }
  });

  test('every lever of a watch page is on it, also in the smallest window', () => {
    for (const [width, height] of sizes) {
      const text = rowsOf('watch-well', width, height).join('\n');
      for (const key of ['x', '1-3', 'n', 'a', 'd', '- +', 'i', 'X', '0', 'r']) expect(text).toContain(` ${key} `);
    }
  });
});
