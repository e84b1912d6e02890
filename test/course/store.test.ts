import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openState } from '../../src/course/store.ts';
import { folder, folderWith } from './folder.ts';

const now = (): Date => new Date(2026, 10, 24, 12, 41, 3);
const exercise = '2-load-balancing/round-robin';
const progressOf = (root: string): string => readFileSync(join(root, 'progress.txt'), 'utf8');

test('what is done is there again when the course is opened again', () => {
  const root = folder();
  const store = openState(root, { now });
  store.seen('2-load-balancing/traffic-officer');
  store.done('2-load-balancing/traffic-officer');
  store.hintOpened(exercise);
  store.tried(exercise);
  store.passed(exercise);
  store.at('2-load-balancing', 'dice');
  store.guessed('2-load-balancing/dice/one-die', { answer: 20, sure: 1, seen: 16 });
  store.spent(7.5);
  store.spent(2);
  const again = openState(root, { now }).get();
  expect(again).toEqual({
    at: { lesson: '2-load-balancing', step: 'dice' },
    steps: { '2-load-balancing/traffic-officer': 'done', [exercise]: 'done' },
    exercises: { [exercise]: { state: 'passed', at: '2026-11-24T12:41', hints: 1, saves: 2 } },
    guesses: { '2-load-balancing/dice/one-die': { answer: 20, sure: 1, seen: 16 } },
    minutes: 9.5,
  });
  expect(store.get()).toEqual(again);
  expect(progressOf(root)).toContain(`${exercise}  passed  2026-11-24T12:41  hints 1  saves 2\n`);
  expect(store.note).toBeUndefined();
});

test('a passed exercise stays passed, at the time of the first pass, when a later save fails', () => {
  const root = folder();
  openState(root, { now }).passed(exercise);
  const later = openState(root, { now: () => new Date(2026, 10, 25) });
  later.tried(exercise);
  later.passed(exercise);
  expect(later.get().exercises[exercise]).toEqual({ state: 'passed', at: '2026-11-24T12:41', hints: 0, saves: 3 });
});

test('a build step that was only looked at is no exercise begun; a hint begins it', () => {
  const store = openState(folder(), { now });
  store.seen(exercise);
  expect(store.get()).toMatchObject({ steps: { [exercise]: 'seen' }, exercises: {} });
  store.hintOpened(exercise);
  expect(store.get().exercises[exercise]).toEqual({ state: 'seen', hints: 1, saves: 0 });
});

test('two open courses keep each other\'s lines, guesses and minutes', () => {
  const root = folder();
  const [one, two] = [openState(root, { now }), openState(root, { now })];
  one.done('2-load-balancing/dice');
  two.done('2-load-balancing/breakdowns');
  one.passed(exercise);
  one.guessed('a/b/c', { answer: 1, sure: 1 });
  two.guessed('a/b/d', { answer: 2, sure: 1 });
  one.spent(3);
  two.spent(4);
  const { steps, guesses, minutes, exercises } = openState(root).get();
  expect(Object.keys(steps).sort()).toEqual(['2-load-balancing/breakdowns', '2-load-balancing/dice', exercise]);
  expect(exercises[exercise]?.state).toBe('passed');
  expect(Object.keys(guesses)).toEqual(['a/b/c', 'a/b/d']);
  expect(minutes).toBe(7);
});

test('two processes that write a hundred times each lose no line and no hint', async () => {
  const root = folder();
  const { spawn } = await import('node:child_process');
  const script = join(fileURLToPath(new URL('.', import.meta.url)), 'write-a-lot.ts');
  const bundle = await bundled(script, root);
  const run = (name: string) => new Promise((resolve) => spawn(process.execPath, [bundle, root, name]).once('exit', resolve));
  expect(await Promise.all([run('a'), run('b')])).toEqual([0, 0]);
  const { steps, exercises } = openState(root).get();
  expect(Object.keys(steps)).toHaveLength(201);
  expect(exercises[exercise]?.hints).toBe(200);
  expect(readdirSync(root).filter((name) => name.includes('.new'))).toEqual([]);
});

describe('a hurt progress.txt', () => {
  const good = `# notes\n${exercise}  passed  2026-11-24T12:41\n`;

  test('binary garbage: what can be read is kept, the damaged file is put aside, and it is said', () => {
    const root = folderWith({ 'progress.txt.bak': `${good}2-load-balancing/dice  done\n` });
    const damaged = Buffer.concat([Buffer.from(good), Buffer.from([0, 255, 254, 1, 2, 3]), Buffer.from('\n2-load-balancing/the-plug  done\n')]);
    writeFileSync(join(root, 'progress.txt'), damaged);
    const store = openState(root, { now });
    expect(Object.keys(store.get().steps).sort()).toEqual(['2-load-balancing/dice', exercise, '2-load-balancing/the-plug'].sort());
    expect(store.note).toMatch(/progress\.txt was damaged\. .* is in .*progress\.txt\.damaged\.2026-11-24T12-41-03/);
    expect(readFileSync(join(root, 'progress.txt.damaged.2026-11-24T12-41-03'))).toEqual(damaged);
    store.done('2-load-balancing/breakdowns');
    const again = openState(root);
    expect(Object.keys(again.get().steps)).toHaveLength(4);
    expect(again.note).toBeUndefined();
    expect(progressOf(root)).not.toMatch(/[\u0000-\u0008\ufffd]/);
    expect(readdirSync(root).filter((name) => name.includes('damaged'))).toHaveLength(1);
  });

  test('torn in the middle of a line: the copy from before helps it out', () => {
    const root = folderWith({ 'progress.txt.bak': good, 'progress.txt': '# notes\n2-load-balancing/rou' });
    const store = openState(root, { now });
    expect(store.get().exercises[exercise]?.state).toBe('passed');
    expect(store.note).toMatch(/damaged/);
  });

  test('empty: the copy from before stands in; without a copy there is nothing to say', () => {
    const root = folderWith({ 'progress.txt.bak': good, 'progress.txt': '' });
    expect(openState(root, { now }).get().exercises[exercise]?.state).toBe('passed');
    expect(openState(folderWith({ 'progress.txt': '' })).note).toBeUndefined();
  });

  test('deleted on purpose: a fresh start', () => {
    const root = folderWith({ 'progress.txt.bak': good });
    const store = openState(root);
    expect(store.get().steps).toEqual({});
    store.done('2-load-balancing/dice');
    expect(openState(root).get().steps).toEqual({ '2-load-balancing/dice': 'done' });
  });

  test('a broken .state/course.json costs the guesses, never the course; the file is put aside', () => {
    const root = folderWith({ '.state/course.json': '{"guesses": {"a/b/c": {"ans', 'progress.txt': good });
    const store = openState(root, { now });
    expect(store.get()).toMatchObject({ guesses: {}, minutes: 0, exercises: { [exercise]: { state: 'passed' } } });
    expect(readdirSync(join(root, '.state')).some((name) => name.startsWith('course.json.damaged'))).toBe(true);
  });

  test('a course.json of another form is read as far as it fits', () => {
    const root = folderWith({ '.state/course.json': JSON.stringify({ guesses: { good: { answer: 3, sure: 1 }, bad: { answer: 'x' }, worse: null }, minutes: 'many', at: 'home' }) });
    expect(openState(root).get()).toEqual({ guesses: { good: { answer: 3, sure: 1 } }, minutes: 0, steps: {}, exercises: {} });
  });
});

describe('a disk that takes no writes', () => {
  const refuse = (): never => {
    throw Object.assign(new Error('read-only file system'), { code: 'EROFS' });
  };

  test('is said once, and the course remembers until it is left', () => {
    const root = folder();
    const store = openState(root, { now, write: refuse });
    expect(store.note).toBeUndefined();
    store.passed(exercise);
    store.guessed('a/b/c', { answer: 5, sure: 2 });
    store.spent(1);
    const first = store.note;
    expect(first).toMatch(/progress\.txt cannot be written .* \(EROFS\)/);
    store.hintOpened(exercise);
    expect(store.note).toBe(first);
    expect(store.get()).toMatchObject({ exercises: { [exercise]: { state: 'passed', hints: 1 } }, guesses: { 'a/b/c': { answer: 5 } }, minutes: 1 });
    expect(existsSync(join(root, 'progress.txt'))).toBe(false);
  });

  test('also when the workspace cannot exist at all', () => {
    const root = folderWith({ 'a-file': '' });
    const store = openState(join(root, 'a-file', 'rush-hour'), { now });
    store.done('2-load-balancing/dice');
    expect(store.get().steps).toEqual({ '2-load-balancing/dice': 'done' });
    expect(store.note).toMatch(/cannot be written/);
  });

  test('when it takes writes again, nothing of the time between is lost', () => {
    const root = folder();
    let isFull = true;
    const store = openState(root, { now, write: (file, text) => (isFull ? refuse() : writeFileSync(file, text)) });
    store.done('2-load-balancing/dice');
    isFull = false;
    mkdirSync(join(root, '.state'), { recursive: true });
    store.done('2-load-balancing/breakdowns');
    expect(Object.keys(openState(root).get().steps)).toEqual(['2-load-balancing/dice', '2-load-balancing/breakdowns']);
  });
});

test('a lock that a killed course left behind is no obstacle', () => {
  const root = folderWith({ '.state/lock': '' });
  spawnSync('touch', ['-d', '10 seconds ago', join(root, '.state/lock')]);
  const store = openState(root, { now });
  store.done('2-load-balancing/dice');
  expect(progressOf(root)).toContain('2-load-balancing/dice  done');
  expect(existsSync(join(root, '.state/lock'))).toBe(false);
});

async function bundled(file: string, root: string): Promise<string> {
  const { rolldown } = await import('rolldown');
  const bundler = await rolldown({ input: file, platform: 'node', logLevel: 'silent' });
  const out = join(root, 'write-a-lot.mjs');
  await bundler.write({ file: out, format: 'esm' });
  await bundler.close();
  return out;
}
