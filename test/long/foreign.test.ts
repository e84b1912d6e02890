import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Judgement } from '../../src/facts/verdict.ts';
import { packageFolder, programPath } from '../../src/system/programs.ts';

/** Programs in other languages are judged by the same checks, through `--run`. Where the product is not installed, the test says so. */
const folder = join(packageFolder, 'test/fixtures/foreign');
const before = running();
const has = (command: string): boolean => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

function judge(exercise: string, command: string): Judgement {
  const ran = spawnSync(process.execPath, [programPath('rushhour'), 'check', exercise, '--run', command, '--json'], { cwd: folder, encoding: 'utf8', env: { ...process.env, INIT_CWD: folder } });
  return JSON.parse(ran.stdout.trim().split('\n').at(-1)!) as Judgement;
}

test.skipIf(!has('nginx'))('nginx takes turns', () => {
  for (let run = 0; run < 3; run++) expect(judge('round-robin', './nginx.sh')).toMatchObject({ result: 'passed' });
});

test.skipIf(!has('nginx'))('nginx with one server listed twice does not', () => {
  const { result, checks } = judge('round-robin', 'LISTED_TWICE=1 ./nginx.sh');
  expect(result).toBe('failed');
  expect(checks.find((check) => check.result === 'failed')).toMatchObject({ symptom: 'not-in-turn' });
});

test.skipIf(!has('python3'))('a balancer in Python takes turns', () => {
  for (let run = 0; run < 3; run++) expect(judge('round-robin', 'python3 round_robin.py')).toMatchObject({ result: 'passed' });
});

test.skipIf(!has('nginx'))('nginx, which asks no server how it is, fails health-checks as one that does not look', () => {
  const { result, checks } = judge('health-checks', './nginx.sh');
  expect(result).toBe('failed');
  expect(checks.find((check) => check.result === 'failed')).toMatchObject({ name: 'feels-sick', symptom: 'sick-unseen' });
});

test('a command that is not there is said so, and is the program\'s own fault', () => {
  const { result, checks } = judge('round-robin', './no-such-program');
  expect(result).toBe('failed');
  expect(JSON.stringify(checks)).toContain('not found');
});

test('nothing of them is left', () => {
  expect(running().filter((line) => !before.includes(line))).toEqual([]);
});

function running(): string[] {
  return execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n').filter((line) => /nginx: |round_robin\.py/.test(line));
}
