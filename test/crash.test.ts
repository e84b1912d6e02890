import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundle } from '../src/system/bundle.ts';
import { packageFolder } from '../src/system/programs.ts';
import { openTerminal } from './robot/terminal.ts';

test('a page that cannot be drawn: the reason stands on the normal screen, and the exit code is 1', { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rushhour-crash-'));
  const made = await bundle(join(packageFolder, 'test/robot/crashing-course.ts'), folder);
  if (!('entry' in made)) throw new Error(made.why);
  await using terminal = openTerminal([process.execPath, made.entry], { env: { RUSHHOUR_MOTION: 'off' } });
  await terminal.wait('Enter');
  expect(terminal.isAlternate()).toBe(true);
  terminal.type('\r');
  expect(await terminal.exited).toBe(1);
  // the terminal may still be reading what was written before the end
  await terminal.wait('Your files and your progress are safe');
  expect(terminal.screen()).toContain('the paint ran out');
  expect(terminal.isAlternate()).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});
