import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { LiveLine } from '../../src/facts/stream.ts';
import type { CourseProps } from '../../src/screen/course.ts';
import { startPlain } from '../../src/screen/plain.ts';
import { breakdown, failing } from './scenes.ts';
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
  expect(said).toContain('Hint 1 of 3, a nudge: Who is the first to know?');
});

test('nothing but words is printed', async () => {
  const { said } = await play(['1', 'next', '40', '1', 'next', 'say', 'help', 'next', 'next', 'check', 'next', 'quit']);
  expect(said).not.toMatch(/[\u001b│─╭●▸]|undefined|NaN/);
});
