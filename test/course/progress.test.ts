import { expect, test } from 'vitest';
import { formatProgress, isHurt, markOf, merge, parseProgress, withMark } from '../../src/course/progress.ts';

const line = '2-load-balancing/round-robin  passed  2026-11-24T12:41  hints 1';

test('a line is read and written as it stands in the decisions', () => {
  const [mark] = parseProgress(`${line}\n`);
  expect(mark).toEqual({ id: '2-load-balancing/round-robin', word: 'passed', at: '2026-11-24T12:41', hints: 1, saves: 0, rest: '' });
  expect(formatProgress([mark!])).toBe(`${line}\n`);
});

test('lines that we do not know stay where they are, also after a change', () => {
  const text = `# my notes\n${line}\n9-space/rockets  flown  twice\n\n  odd one\n`;
  const changed = withMark(parseProgress(text), { ...markOf([], '2-load-balancing/dice'), word: 'done' });
  expect(formatProgress(changed)).toBe(`${text}2-load-balancing/dice  done\n`);
});

test('people may edit: spaces, tabs, words of their own and line ends of another system', () => {
  const [mark] = parseProgress('  2-load-balancing/dice\tdone   saves 3 hints 2   liked it\r\n');
  expect(mark).toMatchObject({ id: '2-load-balancing/dice', word: 'done', saves: 3, hints: 2, rest: 'liked it' });
});

test('of two lines with one id the furthest is kept, the first time and the most hints', () => {
  const twice = parseProgress('2-x/a  tried  hints 3  saves 1\n2-x/a  passed  2026-11-24T12:41  hints 1  saves 4\n2-x/a  passed  2026-11-25T09:00\n');
  expect(formatProgress(twice)).toBe('2-x/a  passed  2026-11-24T12:41  hints 3  saves 4\n');
});

test('merging loses nothing that either knows', () => {
  const ours = parseProgress('# one\n2-x/a  done\nodd\n');
  const theirs = parseProgress('# one\n2-x/b  seen\n2-x/a  seen\nodder\n');
  expect(formatProgress(merge(theirs, ours))).toBe('# one\n2-x/b  seen\n2-x/a  done\nodder\nodd\n');
});

test('hurt is: no text at all, bytes that are no text, a last line that breaks off', () => {
  expect(['', '\u0000\u0000', `${line}\n\ufffd\ufffd`, `${line}\n2-load-bal`].map(isHurt)).toEqual([true, true, true, true]);
  expect([`${line}\n`, line, `${line}\n# the end`, 'what is this\n'].map(isHurt)).toEqual([false, false, false, false]);
});
