import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** Holds a drawn page against the kept one, row by row; UPDATE_GOLDEN=1 keeps what is drawn now. */
export function expectGolden(name: string, rows: string[]): void {
  const file = fileURLToPath(new URL(`golden/${name}.txt`, import.meta.url));
  if (process.env['UPDATE_GOLDEN']) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${rows.map((row) => row.trimEnd()).join('\n')}\n`);
  }
  const kept = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n').split('\n').slice(0, -1) : [];
  expect(rows.map((row) => row.trimEnd()), `${name} is drawn otherwise than in test/screen/golden (UPDATE_GOLDEN=1 keeps the new drawing)`).toEqual(kept);
}
