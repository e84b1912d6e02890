import { expect, test } from 'vitest';
import type { Picture } from '../../src/facts/picture.ts';
import { closeness, guessBeside } from '../../src/screen/words/guess.ts';
import { overview } from '../../src/screen/words/overview.ts';
import { receipt, type Goodbye } from '../../src/screen/words/receipt.ts';
import { sentence } from '../../src/screen/words/sentence.ts';
import { storyWords } from '../../src/screen/words/story.ts';
import { meanBeside, theoryWords } from '../../src/screen/words/theory.ts';
import { checkLines, checkSaw, judgementWords } from '../../src/screen/words/verdict.ts';
import { breakdown, compared, failing, unsure } from './scenes.ts';
import { lesson, memory } from './small-lesson.ts';

test('the sentence says what the picture shows', () => {
  expect(sentence(breakdown[0]!)).toBe('60 a second come in. s1, s2 and s3 take 20 each.');
  expect(sentence(breakdown[2]!)).toMatch(/^60 a second come in\. s1 and s3 take \d+ each, s2 is stopped, and \d+ people were lost\.$/);
  expect(sentence(breakdown[3]!)).toContain('s3 is frozen');
});

test('a sentence with little room leaves whole facts out, never half a word', () => {
  for (const picture of [...breakdown, compared]) {
    for (const width of [60, 76, 94]) expect(sentence(picture, width)).toMatch(/\.$/);
  }
});

test('a stopped door is said first', () => {
  const down: Picture = { ...breakdown[0]!, machines: breakdown[0]!.machines.map((machine) => (machine.id === 'lb' ? { ...machine, state: 'stopped' } : machine)) };
  expect(sentence(down)).toContain('The officer is stopped and nobody gets through');
  expect(sentence({ ...down, yours: true })).toContain('Your program is stopped');
});

test('the story is told in people, cause before effect', () => {
  const words = breakdown[2]!.story.map((line) => storyWords(line, breakdown[2]!));
  expect(words[0]).toBe('You stopped s2. Its road is still open.');
  expect(words.at(-1)).toBe('The officer closed the road to s2.');
  expect(storyWords({ at: 0, what: 'lost', machine: 's2', people: 1 }, breakdown[0]!)).toBe('1 person sent to s2 got an error.');
});

test('theory stands beside what was measured', () => {
  expect(theoryWords({ name: 't', line: 45, sameDice: 46 })).toEqual({ long: 'theory 45 ms · same dice 46 ms', short: 'theory 45 ms · dice 46 ms' });
  expect(theoryWords({ name: 't', lost: 30 })!.long).toBe('theory: about 30 lost');
  expect(meanBeside(compared)!.long).toMatch(/^mean \d+ ms · theory 45 ms · same dice 46 ms$/);
});

test('a number is close by ratio, and nought against nought is a hit', () => {
  const number = { kind: 'number', id: 'n', question: '?', unit: '', right: 16, short: 'n' } as const;
  expect(closeness(number, { answer: 16 })).toBe('right');
  expect(closeness(number, { answer: 30 })).toBe('close');
  expect(closeness(number, { answer: 100 })).toBe('off');
  expect(closeness({ ...number, right: 0.64 }, { answer: 1 })).toBe('right');
  expect(closeness({ ...number, right: 0 }, { answer: 0 })).toBe('right');
  expect(guessBeside(number, { answer: 10, sure: 1 }, 41)).toEqual({ before: 'you guessed 10, saw ', seen: '41' });
  expect(guessBeside(number, undefined, 41).before).toBe('no guess made');
});

test('a verdict is one sentence, and the failed check four lines', () => {
  expect(judgementWords(failing)).toBe('2 of 4 checks pass; "same line" fails: we saw 12 requests on one connection all went to s2, hoped each at the successor of the one before: s1 4, s2 4, s3 4.');
  expect(judgementWords(failing, 60)).toBe('2 of 4 checks pass; "same line" fails.');
  expect(judgementWords(unsure)).toContain('could not be judged');
  expect(checkLines(failing.checks[2]!).slice(1, 5).map((line) => line.split(':')[0])).toEqual(['We did', 'We hoped', 'We saw', 'Likely']);
  expect(checkSaw(failing.checks[2]!).length).toBeLessThanOrEqual(30);
});

test('the receipt names every process, what would not stop, and where to go on', () => {
  const goodbye: Goodbye = { ended: [{ what: 's1', pid: 48121, port: 53211, stopped: 'asked', at: 0, ms: 20 }], minutes: 38, lost: 41, passed: 1, steps: ['lesson 2, Dice', 'lesson 2, Breakdowns'], next: 'lesson 2, step 8: Skip the dead', folder: '~/rush-hour' };
  expect(receipt(goodbye)).toEqual([
    'Nothing left running.',
    '',
    'what  pid      port    stopped     in',
    '✓ s1  48121    53211   asked       0.02 s',
    '',
    '✓ 0 processes and 0 temporary folders of ours remain (checked just now)',
    '',
    'Today   38 minutes, lesson 2, Dice and lesson 2, Breakdowns, 1 exercise passed, 41 imaginary people lost.',
    'Next    lesson 2, step 8: Skip the dead',
    '',
    'Go on with  npx rushhour',
    'Your code   ~/rush-hour',
    'Progress    ~/rush-hour/progress.txt',
  ]);
});

test('the receipt\'s first line is what was seen: what remains is named, and who ends it', () => {
  const goodbye: Goodbye = { ended: [{ what: 's1', pid: 48121, stopped: 'would not stop', at: 0, ms: 20 }], minutes: 1, lost: 0, passed: 0, steps: [], folder: '~/rush-hour' };
  expect(receipt(goodbye, { processes: [48121, 48130], folders: 1 })[0]).toBe('2 processes of ours remain (pid 48121 and 48130); npx rushhour doctor ends them.');
  expect(receipt(goodbye, { processes: [48121], folders: 1 })).toContain('✗ 1 process and 1 temporary folder of ours remain (checked just now)');
  expect(receipt(goodbye)[0]).toBe('Nothing left running.');
  expect(receipt(goodbye)).toContainEqual(expect.stringMatching(/^✗ s1 +48121 +would not stop/));
});

test('the overview lists every step of every lesson', () => {
  const lines = overview([lesson], memory({ steps: { '2-load-balancing/reading': 'done' } }).get()).join('\n');
  for (const step of lesson.steps) expect(lines).toContain(step.title);
  expect(lines).toContain('1. The officer (read, 2 min), done');
});
