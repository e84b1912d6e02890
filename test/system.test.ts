import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startMachine } from '../src/system/machine.ts';
import { holdersOf } from '../src/system/ports.ts';
import { groupLives, isAlive } from '../src/system/processes.ts';
import { startProgram, startSpare, type ProgramTrouble, type RunningProgram } from '../src/system/program.ts';
import { openRun } from '../src/system/run.ts';

const server = { id: 's1', role: 'server', program: 'server' } as const;

test('a machine answers under its own name and is gone when its run closes', async () => {
  const run = await openRun('test');
  const machine = await startMachine(run, server);
  const answer = await fetch(`${machine.url}/weather/karachi`);
  expect(answer.headers.get('x-served-by')).toBe('s1');
  await run.close();
  expect(isAlive(machine.pid)).toBe(false);
  expect(run.ended).toMatchObject([{ what: 's1', pid: machine.pid, stopped: 'asked' }]);
});

test('a machine that was killed comes back on its old port', async () => {
  await using run = await openRun('test');
  const first = await startMachine(run, server);
  expect(await first.kill()).toMatchObject({ signal: 'SIGKILL' });
  const second = await startMachine(run, server, {}, { port: first.port });
  expect(second.port).toBe(first.port);
});

test('the gate holds a process until it is told to go', async () => {
  await using run = await openRun('test');
  const spare = await startSpare(run);
  expect(spare.ended()).toBeUndefined();
  const program = await started(run, `import http from 'node:http'; http.createServer((q, s) => s.end('hello from ' + process.env.NAME)).listen(process.env.PORT)`, { NAME: 'ann' }, spare);
  expect(await (await fetch((program as RunningProgram).url)).text()).toBe('hello from ann');
});

test.each([
  ['ends at once', 'process.exit(3)', 'ended-early', 'exit code 3'],
  ['never listens', 'setInterval(() => {}, 1000)', 'not-listening', 'must call listen'],
  ['listens elsewhere', `import http from 'node:http'; http.createServer().listen(0, '127.0.0.1')`, 'not-listening', 'instead'],
  ['listens on IPv6 alone', `import http from 'node:http'; http.createServer().listen({ port: process.env.PORT, host: '::1' })`, 'not-listening', '::1 only'],
  ['does not parse', 'const a = ;', 'syntax', 'line 1'],
  ['is empty', '', 'no-file', 'is empty'],
  ['loops for ever', 'for (;;) {}', 'not-listening', 'must call listen'],
])('a program that %s is told so', async (_, text, trouble, words) => {
  await using run = await openRun('test');
  const found = (await started(run, text)) as ProgramTrouble;
  expect(found.trouble).toBe(trouble);
  expect(found.words).toContain(words);
});

test('a grandchild that outlives its parent goes with the group', async () => {
  const run = await openRun('test');
  const child = await run.spawn({ what: 'shell', command: 'sleep 300 & echo $!; sleep 0.2' });
  const pid = await new Promise<number>((resolve) => child.stdout.once('data', (text: Buffer) => resolve(Number(String(text)))));
  expect(isAlive(pid)).toBe(true);
  await child.exited;
  await run.close();
  expect(isAlive(pid)).toBe(false);
  expect(groupLives(child.pid)).toBe(false);
});

test('a detached grandchild is found by its mark', async () => {
  const run = await openRun('test');
  const child = await run.spawn({ what: 'shell', command: 'setsid sleep 301 & echo; sleep 5' });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await expect.poll(() => run.remaining().length).toBeGreaterThan(1);
  await run.close();
  expect(run.remaining()).toEqual([]);
});

test('a program that starts workers of itself with node:cluster runs', async () => {
  await using run = await openRun('test');
  const program = await started(run, `import cluster from 'node:cluster'; import http from 'node:http';
    if (cluster.isPrimary) cluster.fork(); else http.createServer((q, s) => s.end('from a worker')).listen(Number(process.env.PORT), '127.0.0.1')`);
  expect(await (await fetch((program as RunningProgram).url)).text()).toBe('from a worker');
});

test.skipIf(process.platform !== 'linux')('whoever answers in the program\'s place, loose from its group and without our mark, is told of and ended', async () => {
  await using run = await openRun('test');
  const server = `require('http').createServer((q, s) => s.end()).listen(process.argv[1], '127.0.0.1')`;
  const found = (await started(run, `import { spawn } from 'node:child_process'; import http from 'node:http';
    spawn(process.execPath, ['-e', ${JSON.stringify(server)}, process.env.PORT], { detached: true, env: {}, stdio: 'ignore' }).unref(); setInterval(() => {}, 1000)`)) as ProgramTrouble;
  expect(found.words).toContain('answers on PORT');
  const port = Number(/PORT (\d+)/.exec(found.words)![1]);
  await expect.poll(() => holdersOf(port)).toEqual([]);
});

async function started(run: Awaited<ReturnType<typeof openRun>>, text: string, env: Record<string, string> = {}, spare?: Awaited<ReturnType<typeof startSpare>>) {
  const file = join(mkdtempSync(join(tmpdir(), 'rushhour-test-')), 'program.ts');
  writeFileSync(file, text);
  return startProgram(run, { file }, env, { readyMs: 1_500, ...(spare ? { spare } : {}) });
}
