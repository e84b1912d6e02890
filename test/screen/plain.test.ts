import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { LiveLine } from '../../src/facts/stream.ts';
import type { CourseProps } from '../../src/screen/course.ts';
import { whyPlain } from '../../src/cli/plain.ts';
import { startPlain } from '../../src/screen/plain.ts';
import { openTelling } from '../../src/screen/plain/telling.ts';
import { breakdown, failing, notStarted } from './scenes.ts';
import { pretend } from './pretend.ts';
import { lesson, memory } from './small-lesson.ts';

async function play(words: string[], props: Partial<CourseProps> = {}): Promise<{ said: string; orders: string[] }> {
  const orders: string[] = [];
  const course: CourseProps = {
    lessons: [lesson],
    options: {},
    state: memory(),
    version: '0',
    openLive: (_lesson, _step, onLine: (line: LiveLine) => void) => {
      queueMicrotask(() => breakdown.forEach(onLine));
      return { order: (order) => void orders.push(order), close: async () => [] };
    },
    openCheck: (_exercise, onLine) => ({ again: () => onLine(failing), stop: () => {}, close: async () => [] }),
    workspace: { folder: '/f', fileOf: (id) => `/f/${id}.ts`, solutionOf: () => ['// ours'], edit: async () => ({ ok: true, words: '' }), reset: async () => ({ words: '' }) },
    ...props,
  };
  const [input, output] = [new PassThrough(), new PassThrough()];
  let said = '';
  output.on('data', (chunk) => (said += String(chunk)));
  const playing = startPlain(course, input, output, 'TERM=dumb');
  input.end(words.join('\n'));
  await playing;
  return { said, orders };
}

test('the first line says that this is plain text, and why', async () => {
  expect((await play(['quit'])).said).toMatch(/^Rush Hour, plain text \(because TERM=dumb\)/);
});

test('a step is opened by its number, levers are words, and the story is told in lines', async () => {
  const { said, orders } = await play(['3', 'say', 'stop s2', 'fly', 'quit']);
  expect(said).toContain('Lesson 2, Load balancing. Step 3 of 6: Breakdowns.');
  expect(said).toMatch(/You stopped s2\. Its road is still open\./);
  expect(said).toContain('Picture: 60 a second come in.');
  expect(said).toContain('"fly" does nothing here');
  expect(orders).toEqual(['stop s2']);
});

test('a guess is a number, and a check is told in four lines', async () => {
  const { said } = await play(['2', '40', '2', 'home', '5', 'check', 'hint', 'quit']);
  expect(said).toContain('Your guess: 40 visitors.');
  expect(said).toContain('2 of 4 checks pass');
  expect(said).toContain('Hint 1 of 3, a nudge, because "same line" failed: Who is the first to know?');
});

test('nothing but words is printed', async () => {
  const { said } = await play(['1', 'next', '40', '1', 'next', 'say', 'help', 'next', 'next', 'check', 'next', 'quit']);
  expect(said).not.toMatch(/[\u001b│─╭●▸]|undefined|NaN/);
});

test('people who are lost are told when they are counted, and all of them', () => {
  const said: string[] = [];
  const telling = openTelling((lines) => said.push(...lines), { isAboutCounts: false });
  for (const picture of pretend({ servers: 3, workers: 4, workMs: 50, random: false, rate: 60, policy: 'round-robin', passive: false, seed: 2, levers: { 3: 'stop s2' } }, Array.from({ length: 80 }, (_, i) => 2 + i / 10))) telling.picture(picture);
  const lost = said.filter((line) => line.includes('sent to s2'));
  expect(lost.length).toBe(1);
  expect(lost[0]).toContain(`${telling.last()!.totals.failed} people sent to s2 got an error.`);
});

test('who is still being counted when the step is left is told then', () => {
  const said: string[] = [];
  const telling = openTelling((lines) => said.push(...lines), { isAboutCounts: false });
  telling.picture(breakdown[1]!);
  expect(said.join()).not.toContain('got an error');
  telling.end();
  expect(said.join()).toMatch(/\d+ (people|person) sent to s2 got an error/);
});

test('a start that failed is told in lines, once', async () => {
  const { said } = await play(['3', 'again', 'quit'], { openLive: (_lesson, _step, onLine) => (queueMicrotask(() => (onLine(notStarted), onLine(notStarted))), { order: () => {}, close: async () => [] }) });
  expect(said.match(/Not started: s2\./g)?.length).toBe(1);
  expect(said).toContain('SyntaxError: Unexpected token');
  expect(said).toContain('Nothing is left running.');
});

test('why it is plain', () => {
  expect(whyPlain(['node', 'rushhour', 'start', '--plain'], { TERM: 'dumb' })).toBe('you asked with --plain');
  expect(whyPlain(['node', 'rushhour'], { ACCESSIBLE: '1' })).toBe('ACCESSIBLE=1');
  expect(whyPlain(['node', 'rushhour'], { TERM: 'dumb' })).toBe('TERM=dumb');
});
