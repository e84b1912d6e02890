import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { markedWith } from '../src/system/processes.ts';
import { packageFolder, programPath } from '../src/system/programs.ts';
import { openTerminal } from './robot/terminal.ts';

const home = mkdtempSync(join(tmpdir(), 'rushhour-tour-'));
const mark = `tour${process.pid}`;
const enter = '\r';
const right = '\u001b[C';
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Nothing of this tour may be left: not by its mark, and no reaper of it. */
const left = (): number[] => markedWith(mark);

test('a learner goes from the start to a passed exercise, and leaves nothing behind', { timeout: 120_000 }, async () => {
  await using terminal = openTerminal([process.execPath, programPath('rushhour')], { env: { RUSHHOUR_HOME: home, RUSHHOUR_RUN: mark } });
  await terminal.wait('Load balancing');
  terminal.type(enter);
  await terminal.wait('step 1 of 9');

  // the exercise: the starter fails, the solution passes
  terminal.type(right);
  await terminal.wait('step 2 of 9');
  await terminal.wait('not checked yet');
  terminal.type('r');
  await terminal.wait(/✗ one by one/);
  await terminal.wait('We saw');
  copyFileSync(join(packageFolder, 'solutions/2-load-balancing/round-robin.ts'), join(home, 'exercises/2-load-balancing/round-robin.ts'));
  await terminal.wait('all 4 pass', 30_000);
  expect(readFileSync(join(home, 'progress.txt'), 'utf8')).toMatch(/2-load-balancing\/round-robin {2}passed/);

  // the live page: a guess is skipped, a server is stopped, people are lost
  for (const step of [3, 4, 5, 6, 7]) {
    while (!terminal.screen().includes(`step ${step} of 9`)) {
      terminal.type(right);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  await terminal.wait(/come in\. s1, s2 and s3 take/);
  terminal.type('x');
  await terminal.wait(/You stopped s2/);
  await terminal.wait(/people .*lost/);
  expect(left().length).toBeGreaterThan(5);

  terminal.type('q');
  expect(await terminal.exited).toBe(0);
  await terminal.wait('Nothing left running.');
  await terminal.wait(/0 processes .* remain/);
  await expect.poll(left, { timeout: 2_000 }).toEqual([]);
});

test.each(['SIGTERM', 'SIGHUP', 'SIGINT'])('%s leaves the terminal whole and nothing behind', { timeout: 60_000 }, async (signal) => {
  await using terminal = openTerminal([process.execPath, programPath('rushhour'), 'start', '2-load-balancing/breakdowns'], { env: { RUSHHOUR_HOME: home, RUSHHOUR_RUN: mark } });
  await terminal.wait(/come in\./);
  terminal.kill(signal);
  await terminal.exited;
  await terminal.wait('Nothing left running.');
  expect(terminal.isAlternate()).toBe(false);
  await expect.poll(left, { timeout: 2_000 }).toEqual([]);
});

test('a window too small says so, and the page comes back', { timeout: 60_000 }, async () => {
  await using terminal = openTerminal([process.execPath, programPath('rushhour'), 'start', '2-load-balancing/breakdowns'], { env: { RUSHHOUR_HOME: home, RUSHHOUR_RUN: mark } });
  await terminal.wait(/come in\./);
  terminal.resize(60, 18);
  await terminal.wait('60 x 18');
  terminal.resize(80, 24);
  await terminal.wait('Levers');
  terminal.type('q');
  expect(await terminal.exited).toBe(0);
});

test('the learner\'s files stand in a folder of their own, and no check lies among them', () => {
  expect(readdirSync(join(home, 'exercises/2-load-balancing')).sort()).toEqual(['health-checks.ts', 'round-robin.ts']);
});
