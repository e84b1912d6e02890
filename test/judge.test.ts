import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { wrongTurns } from '../src/check/turns.ts';
import { lineReader } from '../src/facts/stream.ts';
import type { CheckLine } from '../src/facts/stream.ts';
import type { Judgement } from '../src/facts/verdict.ts';
import { packageFolder, programPath } from '../src/system/programs.ts';

const solution = join(packageFolder, 'solutions/2-load-balancing/round-robin.ts');
const starter = join(packageFolder, 'exercises/2-load-balancing/round-robin.ts');
const open: ChildProcess[] = [];

afterEach(() => {
  for (const judge of open.splice(0)) judge.kill('SIGKILL');
});

test('turns may begin anywhere in the list', () => {
  expect(wrongTurns(['s2', 's1', 's3'], ['s1', 's3', 's2', 's1'])).toBeUndefined();
});

test('turns in another order than the list are told as that', () => {
  expect(wrongTurns(['s1', 's2', 's3'], ['s1', 's3', 's2', 's1', 's3', 's2'])).toMatchObject({ saw: 'Request 2 went to s3 right after s1. They got: s1 2, s2 2, s3 2.', likely: expect.stringContaining('not in the order of the list') });
});

test('one jump among right turns is told with its counts and without a guess', () => {
  expect(wrongTurns(['s1', 's2', 's3'], ['s1', 's2', 's3', 's1', 's3', 's1', 's2', 's3'])).toMatchObject({ saw: 'Request 5 went to s3 right after s1. They got: s1 3, s2 2, s3 3.', likely: undefined });
});

test.each([
  ['cannot be read', 'const servers = ;', /cannot be read as a program \(line 1\)/],
  ['ends at once', 'process.exit(3)', /ended before it listened \(exit code 3\)/],
  ['throws at once', "throw new Error('no luck today')", /no luck today/],
  ['answers by itself', "import http from 'node:http'; http.createServer((_req, res) => res.end('hello')).listen(process.env.PORT)", /reached no server/],
  ['answers nobody', "import http from 'node:http'; http.createServer(() => {}).listen(process.env.PORT)", /got no answer within 1.5 s/],
  ['listens elsewhere', "import http from 'node:http'; http.createServer(() => {}).listen(0)", /It listens on \d+ instead/],
  ['dies at the fifth', "import http from 'node:http'; let n = 0; http.createServer((req, res) => { if (++n === 5) throw new Error('five'); http.get(process.env.SERVERS!.split(',').map((one) => one.split('=')[1])[n % process.env.SERVERS!.split(',').length] + req.url!, (answer) => answer.pipe(res)); }).listen(process.env.PORT)", /ended in the middle of the check \(exit code 1\), just after request 5/],
])('a program that %s reads why, and is never "could not judge"', async (_what, source, words) => {
  const file = join(mkdtempSync(join(tmpdir(), 'rushhour-test-')), 'mine.ts');
  writeFileSync(file, source);
  const judgement = await once(['--file', file]);
  expect(judgement.checks[0]).toMatchObject({ result: 'failed', saw: expect.stringMatching(words) });
  expect(judgement.checks.slice(1).every((check) => check.result === 'not-run')).toBe(true);
});

test('the same seed gives the same words', async () => {
  const [first, second] = [await once(['--file', starter, '--seed', '4711']), await once(['--file', starter, '--seed', '4711'])];
  expect({ ...first.checks[0], ms: 0 }).toEqual({ ...second.checks[0], ms: 0 });
});

test('a command in any language is judged the same way', async () => {
  const judgement = await once(['--run', `node --import ./dist/none.mjs`, '--cwd', packageFolder]);
  expect(judgement.checks[0]).toMatchObject({ result: 'failed', symptom: 'ended-early' });
});

test('watching: a save is answered, a newer save stops the run before it, quit leaves', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'rushhour-test-')), 'round-robin.ts');
  copyFileSync(starter, file);
  const judge = spawn(process.execPath, [programPath('judge'), 'round-robin', '--file', file, '--watch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  open.push(judge);
  const lines: CheckLine[] = [];
  judge.stdout.setEncoding('utf8').on('data', lineReader((line) => lines.push(JSON.parse(line) as CheckLine)));
  const came = (holds: (line: CheckLine) => boolean): Promise<CheckLine> => poll(() => lines.find(holds));

  await came((line) => line.kind === 'hello');
  writeFileSync(file, readFileSync(solution));
  await came((line) => line.kind === 'check' && line.run === 1 && line.check.result === 'passed');
  writeFileSync(file, `${readFileSync(starter, 'utf8')}\n// again\n`);
  await came((line) => line.kind === 'verdict');
  expect(lines.filter((line) => line.kind === 'verdict')).toMatchObject([{ result: 'failed', checks: [{ symptom: 'all-to-one' }, {}, {}, {}] }]);
  expect(lines.filter((line) => line.kind === 'saved').length).toBe(2);
  expect(lines.some((line) => line.kind === 'picture')).toBe(true);

  judge.stdin.write('again\n');
  await came((line) => line.kind === 'check' && line.run === 3 && line.check.result === 'failed');
  const gone = new Promise((resolve) => judge.once('exit', resolve));
  judge.stdin.write('quit\n');
  expect(await gone).toBe(0);
});

function once(args: string[]): Promise<Judgement> {
  const judge = spawn(process.execPath, [programPath('judge'), 'round-robin', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  open.push(judge);
  let text = '';
  judge.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return new Promise((resolve) => judge.once('close', () => resolve(JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Judgement)));
}

async function poll<T>(find: () => T | undefined): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10))) {
    const found = find();
    if (found !== undefined) return found;
  }
  throw new Error('nothing came within 20 s');
}
